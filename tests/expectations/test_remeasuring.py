"""A warehouse that was filled before measures were kept: the first new delivery is compared all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from expectations.remeasuring import profile_of_raw
from tests.support import extracts as ex
from tests.support.warehouse import CONTRACTS, records

if TYPE_CHECKING:
    from tests.support.warehouse import Record, Warehouse

FEED = "ssd/uitkeringen"
OLD, OLDER, NEW = (f"GM0153_uitkeringen_{day}_01.csv" for day in ("20241130", "20241031", "20241231"))


def rows(number: int) -> bytes:
    return ex.ssd(
        [
            ex.ssd_row(
                "uitkeringen",
                n,
                POSTCODE="" if n % 3 else "7511AA",
                BSN="999999999" if n % 5 == 0 else ex.bsn(n),
                REGELING="IOAW" if n % 4 == 0 else "PW",
                DATUM_EINDE="31-03-2024" if n % 2 else "",
                BEDRAG_MAAND="" if n % 7 == 0 else f"{n},25",
            )
            for n in range(1, number + 1)
        ],
        "uitkeringen",
    )


def load(warehouse: Warehouse, name: str, number: int) -> None:
    warehouse.deliver("ssd", name, rows(number))
    warehouse.load(FEED)


def forget_measures(warehouse: Warehouse) -> None:
    """Make the ledger one of before the measures."""
    with duckdb.connect(str(warehouse.state / "ledger.duckdb")) as connection:
        for table in ("profiel", "verschil", "aanvaarding", "voorbeeld"):
            connection.execute(f"DROP TABLE {table}")


def measures(warehouse: Warehouse, name: str) -> dict[tuple[str, str | None, str | None], float]:
    levering_id = warehouse.levering(name)["levering_id"]
    found = records(f"SELECT * FROM '{warehouse.state / 'profiel.parquet'}' WHERE levering_id = '{levering_id}'")
    return {(row["maat"], row["kolom"], row["sleutel"]): row["waarde"] for row in found}


@pytest.fixture(scope="module")
def upgraded(shared_warehouse: Warehouse) -> tuple[Warehouse, Record]:
    """Two old deliveries and half a new one, and what was measured of the old ones when they were new."""
    load(shared_warehouse, OLDER, 200)
    load(shared_warehouse, OLD, 201)
    known = {name: measures(shared_warehouse, name) for name in (OLDER, OLD)}
    forget_measures(shared_warehouse)
    load(shared_warehouse, NEW, 100)
    return shared_warehouse, known


def test_half_the_rows_are_noticed_beside_a_delivery_that_was_never_measured(upgraded: tuple[Warehouse, Record]):
    warehouse, _ = upgraded
    new = warehouse.levering(NEW)["levering_id"]
    (check,) = [c for c in warehouse.failed() if c["levering_id"] == new and c["regel"] == "plausibel_rijen"]
    assert "is 100, terwijl het 201 was op 30-11-2024" in check["reden"]


def test_raw_gives_the_very_measures_of_then_but_those_of_personal_fields(upgraded: tuple[Warehouse, Record]):
    warehouse, known = upgraded
    personal = {veld.naam for veld in CONTRACTS[FEED].tabellen[0].velden if veld.persoonsgegeven}
    for name, then in known.items():
        kept = {key: value for key, value in then.items() if key[1] not in personal}
        assert measures(warehouse, name) == pytest.approx(kept)
        assert len(kept) < len(then)


def test_nothing_is_judged_again_and_nothing_is_measured_twice(upgraded: tuple[Warehouse, Record]):
    warehouse, _ = upgraded
    before = records(f"SELECT count(*) AS n FROM '{warehouse.state / 'profiel.parquet'}'")
    outcome = warehouse.load(FEED)[FEED]
    assert (outcome.nieuw, outcome.ongewijzigd, outcome.mislukt) == ([], 3, [])
    load(warehouse, "GM0153_uitkeringen_20241231_02.csv", 199)
    assert {run["run_id"] for run in warehouse.leveringen()} == {"run-1", "run-2", "run-3", "run-5"}
    added = measures(warehouse, "GM0153_uitkeringen_20241231_02.csv")
    after = records(f"SELECT count(*) AS n FROM '{warehouse.state / 'profiel.parquet'}'")
    assert after[0]["n"] == before[0]["n"] + len(added)


def test_a_field_or_a_file_that_raw_does_not_hold_is_not_measured(upgraded: tuple[Warehouse, Record]):
    """A contract may have got a field since; what raw does not hold is not measured."""
    warehouse, _ = upgraded
    contract, levering = CONTRACTS[FEED], warehouse.levering(OLD)
    (tabel,) = contract.tabellen
    later = tabel.velden[3].model_copy(update={"naam": "nieuw", "persoonsgegeven": None})
    richer = contract.model_copy(update={"tabellen": (tabel.model_copy(update={"velden": (*tabel.velden, later)}),)})
    found = profile_of_raw(warehouse.home / "raw", richer, levering["levering_id"], levering["peildatum"])
    assert found
    assert "nieuw" not in {meting.kolom for meting in found}
    gone = profile_of_raw(warehouse.home / "elders", contract, levering["levering_id"], levering["peildatum"])
    assert gone == []
