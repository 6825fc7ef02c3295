"""Plausibility through the real loading: what is noticed, what is said, and what each delivery is compared with."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from expectations import plausibility
from expectations.ledger import Ledger
from sources.contract_period import Kopperiode
from tests.support import extracts as ex

if TYPE_CHECKING:
    from tests.support.warehouse import Record, Warehouse

FEED, SUMS = "ssd/uitkeringen", "ssd/inkomenstoeslagen"
SOUND, HALF, EMPTIER, SHIFTED = "GM0153", "GM0141", "GM0164", "GM1700"
MOMENT = datetime(2026, 6, 2, 9, 30)


def rows(number: int, *, without_postcode: int = 0, ioaw: int = 0, amount: str = "1050,25") -> list[ex.Row]:
    return [
        ex.ssd_row(
            "uitkeringen",
            n,
            DATUM_INGANG="01-02-2023",
            POSTCODE="" if n <= without_postcode else "7511AA",
            REGELING="IOAW" if n <= ioaw else "PW",
            BEDRAG_MAAND=amount,
        )
        for n in range(1, number + 1)
    ]


def name(gemeente: str, day: str, number: int = 1, feed: str = "uitkeringen") -> str:
    return f"{gemeente}_{feed}_{day}_{number:02}.csv"


def toeslagen(amount: str) -> bytes:
    return ex.ssd([ex.ssd_row("inkomenstoeslagen", n, BEDRAG=amount) for n in range(1, 101)], "inkomenstoeslagen")


def told(warehouse: Warehouse, file: str) -> dict[str, Record]:
    """The plausibility results of the delivery of this name, by check."""
    levering_id = warehouse.levering(file)["levering_id"]
    return {
        row["controle_id"]: row
        for row in warehouse.controles()
        if row["levering_id"] == levering_id and row["regel"].startswith("plausibel_")
    }


def surprises(warehouse: Warehouse, file: str) -> dict[str, str]:
    return {name: row["reden"] for name, row in told(warehouse, file).items() if not row["geslaagd"]}


@pytest.fixture(scope="module")
def loaded(shared_warehouse: Warehouse) -> Warehouse:
    second = {
        SOUND: rows(190, without_postcode=25, ioaw=30, amount="1200,00"),
        HALF: rows(100, without_postcode=5, ioaw=10),
        EMPTIER: rows(200, without_postcode=80, ioaw=20),
        SHIFTED: rows(200, without_postcode=10, ioaw=80),
    }
    for gemeente, later in second.items():
        first = ex.ssd(rows(200, without_postcode=10, ioaw=20))
        shared_warehouse.deliver("ssd", name(gemeente, "20231231"), first)
        shared_warehouse.deliver("ssd", name(gemeente, "20241231"), ex.ssd(later))
    for gemeente, amounts in {SOUND: ("450,00", "540,00"), HALF: ("450,00", "900,00")}.items():
        for day, amount in zip(("20231231", "20241231"), amounts, strict=True):
            shared_warehouse.deliver("ssd", name(gemeente, day, feed="inkomenstoeslagen"), toeslagen(amount))
    shared_warehouse.load(FEED, SUMS)
    return shared_warehouse


def test_the_first_delivery_of_a_municipality_is_compared_with_nothing(loaded: Warehouse):
    assert all(told(loaded, name(gemeente, "20231231")) == {} for gemeente in (SOUND, HALF, EMPTIER, SHIFTED))


def test_a_delivery_like_the_one_before_passes_every_check(loaded: Warehouse):
    checks = told(loaded, name(SOUND, "20241231"))
    assert {row["regel"] for row in checks.values()} == {
        "plausibel_rijen",
        "plausibel_leeg",
        "plausibel_code",
        "plausibel_som",
    }
    assert {(row["geslaagd"], row["reden"], row["ernst"]) for row in checks.values()} == {(True, None, "waarschuwing")}


def test_a_delivery_of_half_its_rows_is_loaded_and_noticed(loaded: Warehouse):
    file = name(HALF, "20241231")
    assert loaded.levering(file)["status"] == "geladen"
    reasons = surprises(loaded, file)
    assert reasons["ssd.uitkeringen.tabel.plausibel_rijen"] == (
        "Het aantal rijen van uitkeringen is 100, terwijl het 200 was op 31-12-2023 (verwacht: tussen 150 en 250). "
        "Vraag na of de levering volledig en juist is; is ze dat, aanvaard haar dan met: "
        'dwh accept ssd/GM0141_uitkeringen_20241231_01.csv --reden "…"'
    )
    assert reasons.keys() == {"ssd.uitkeringen.tabel.plausibel_rijen", "ssd.uitkeringen.bedrag_maand.plausibel_som"}


def test_a_field_that_is_empty_more_often_is_noticed(loaded: Warehouse):
    reasons = surprises(loaded, name(EMPTIER, "20241231"))
    assert reasons.keys() == {"ssd.uitkeringen.postcode.plausibel_leeg"}
    assert reasons["ssd.uitkeringen.postcode.plausibel_leeg"].startswith(
        "Het aandeel rijen van uitkeringen zonder POSTCODE is 40,0%, terwijl het 5,0% was op 31-12-2023 "
        "(verwacht: tussen 0,0% en 15,0%)."
    )


def test_a_code_that_takes_the_place_of_another_is_noticed(loaded: Warehouse):
    checks = told(loaded, name(SHIFTED, "20241231"))
    (odd,) = [row for row in checks.values() if not row["geslaagd"]]
    assert (odd["controle_id"], odd["kolom"], odd["aantal"], odd["aantal_fout"]) == (
        "ssd.uitkeringen.regeling.plausibel_code",
        "REGELING",
        2,
        2,
    )
    assert odd["reden"].startswith("Het aandeel van de code ")
    assert "Ook bij een andere code past het niet." in odd["reden"]


def test_a_sum_that_doubles_is_noticed_and_one_that_grows_by_a_fifth_is_not(loaded: Warehouse):
    assert surprises(loaded, name(SOUND, "20241231", feed="inkomenstoeslagen")) == {}
    reasons = surprises(loaded, name(HALF, "20241231", feed="inkomenstoeslagen"))
    assert reasons["ssd.inkomenstoeslagen.bedrag.plausibel_som"].startswith(
        "De som van BEDRAG van inkomenstoeslagen is 90.000, terwijl het 45.000 was op 31-12-2023 "
        "(verwacht: tussen 27.000 en 63.000)."
    )


def test_a_jump_is_the_new_level_only_when_somebody_accepted_it(warehouse: Warehouse):
    january, february, march = (name(SOUND, f"2024{month}") for month in ("0131", "0229", "0331"))
    warehouse.deliver("ssd", january, ex.ssd(rows(200)))
    warehouse.deliver("ssd", february, ex.ssd(rows(100)))
    warehouse.load(FEED)
    rows_check = "ssd.uitkeringen.tabel.plausibel_rijen"
    assert "200 was op 31-01-2024" in surprises(warehouse, february)[rows_check]
    warehouse.deliver("ssd", march, ex.ssd(rows(101)))
    warehouse.load(FEED)
    assert "200 was op 31-01-2024" in surprises(warehouse, march)[rows_check], "nobody said that February was right"
    with Ledger(warehouse.state) as ledger:
        ledger.accept(warehouse.levering(march)["levering_id"], "De regeling is gesplitst.", MOMENT)
    april = name(SOUND, "20240430")
    warehouse.deliver("ssd", april, ex.ssd(rows(98)))
    warehouse.load(FEED)
    assert surprises(warehouse, april) == {}
    assert rows_check in surprises(warehouse, march), "what was found stays as it was found"


def test_a_correction_is_compared_with_what_it_replaces(warehouse: Warehouse):
    warehouse.deliver("ssd", name(SOUND, "20241231"), ex.ssd(rows(100)))
    warehouse.deliver("ssd", name(SOUND, "20241231", 2), ex.ssd(rows(40)))
    warehouse.load(FEED)
    reden = surprises(warehouse, name(SOUND, "20241231", 2))["ssd.uitkeringen.tabel.plausibel_rijen"]
    assert "is 40, terwijl het 100 was in de levering die deze vervangt" in reden


def test_neither_another_municipality_nor_a_rejected_delivery_is_compared_with(warehouse: Warehouse):
    warehouse.deliver("ssd", name(HALF, "20231231"), ex.ssd(rows(200)))
    warehouse.deliver("ssd", name(SOUND, "20231231"), ex.ssd(rows(200), closing=None))
    warehouse.deliver("ssd", name(SOUND, "20241231"), ex.ssd(rows(60)))
    warehouse.load(FEED)
    assert warehouse.levering(name(SOUND, "20231231"))["status"] == "afgekeurd"
    assert told(warehouse, name(SOUND, "20231231")) == {}
    assert told(warehouse, name(SOUND, "20241231")) == {}


def test_what_was_judged_before_is_not_judged_again(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch):
    warehouse.deliver("ssd", name(SOUND, "20231231"), ex.ssd(rows(30)))
    warehouse.load(FEED)
    monkeypatch.setattr(plausibility, "judge", lambda *_: pytest.fail("an unchanged delivery was judged"))
    assert warehouse.load(FEED)[FEED].ongewijzigd == 1


def test_a_column_is_told_by_the_name_that_it_has_in_that_delivery(warehouse: Warehouse):
    (tabel,) = warehouse.contracts[SUMS].tabellen
    later = (Kopperiode(kop="TOESLAG", geldig_vanaf=date(2024, 1, 1)),)
    velden = tuple(
        veld.model_copy(update={"kop_per_periode": later}) if veld.naam == "bedrag" else veld for veld in tabel.velden
    )
    changed = tabel.model_copy(update={"velden": velden})
    warehouse.contracts[SUMS] = warehouse.contracts[SUMS].model_copy(update={"tabellen": (changed,)})
    day, next_day = name(SOUND, "20231231", feed="inkomenstoeslagen"), name(SOUND, "20241231", feed="inkomenstoeslagen")
    warehouse.deliver("ssd", day, toeslagen("450,00"))
    warehouse.deliver("ssd", next_day, toeslagen("900,00").replace(b"BEDRAG", b"TOESLAG"))
    warehouse.load(SUMS)
    check = told(warehouse, next_day)["ssd.inkomenstoeslagen.bedrag.plausibel_som"]
    assert (check["kolom"], check["geslaagd"]) == ("TOESLAG", False)
    assert check["reden"].startswith("De som van TOESLAG van inkomenstoeslagen is 90.000")
