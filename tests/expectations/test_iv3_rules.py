"""Iv3 deliveries that are well formed: sound ones are loaded, and a wrong code, sum or boekjaar is refused with CBS's own
code in the message."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.iv3 import PERSONAL, Change, Document, file_name, iv3_delivery, iv3_file
from tests.support.spill import spilled

if TYPE_CHECKING:
    from tests.support.warehouse import Record, Warehouse

TABLES = ("kop", "rekening", "balans", "kengetal")


def post(part: str, **changes: Any) -> Change:
    """A row more, like the first one of its part but for these changes."""
    return lambda d: d["data"][part].append(d["data"][part][0] | {"bedrag": 0} | changes)


def set_metadata(**changes: Any) -> Change:
    return lambda d: d["metadata"].update(changes)


def amount(part: str, row: int, bedrag: float) -> Change:
    return lambda d: d["data"][part][row].update(bedrag=bedrag)


def in_thousands(document: Document) -> None:
    for part in ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen"):
        for entry in document["data"][part]:
            entry["bedrag"] = round(entry["bedrag"] / 1000)


def all_negative(document: Document) -> None:
    for part in ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen"):
        for entry in document["data"][part]:
            entry["bedrag"] = -entry["bedrag"]


def no_balance_sheet(document: Document) -> None:
    document["data"]["balans_standen"] = []


def deliver(
    warehouse: Warehouse, boekjaar: int, periode: int, *changes: Change, year_of_name: int | None = None
) -> str:
    """Put a delivery with these changes in the landing; its file name."""
    document = copy.deepcopy(iv3_delivery(boekjaar, periode))
    for change in changes:
        change(document)
    folder = warehouse.landing / "iv3"
    number = 1 + len(list(folder.glob("*.json"))) if folder.is_dir() else 1
    name = file_name(year_of_name or boekjaar, periode, nr=number)
    warehouse.deliver("iv3", name, iv3_file(document))
    return name


def broken(warehouse: Warehouse, name: str) -> set[str]:
    """The rules that a delivery breaks, as table.column.rule; that too many rows are broken follows from it."""
    levering_id = warehouse.levering(name)["levering_id"]
    failed = {c["controle_id"].removeprefix("iv3.") for c in warehouse.failed() if c["levering_id"] == levering_id}
    return failed - {"kop.tabel.aandeel_quarantaine"}


REFUSED: dict[str, tuple[int, int, list[Change], str, str]] = {
    "a taakveld that CBS does not know": (
        2024, 5, [post("lasten", taakveld="6.99"), post("baten", taakveld="9.1")], "rekening.taakveld.DF001",
        "Het gaat om rij 5 (onderdeel lasten, taakveld 6.99, categorie 1.1); rij 8 (onderdeel baten, taakveld 9.1, ",
    ),
    "the codes of another boekjaar": (
        2025, 0, [post("lasten", taakveld="6.71a", categorie="3.8")], "rekening.taakveld.DF001", "taakveld 6.71a",
    ),
    "a grey cell": (
        2024, 5, [post("lasten", taakveld="6.3", categorie="7.1")], "rekening.categorie.DF002",
        "niet bij dit taakveld (een grijze cel)",
    ),
    "books that do not balance by one euro": (
        2024, 0, [amount("baten", 1, 2_000_001)], "kop.tabel.PF006",
        "Gevonden: lasten 146.000.000 euro, baten 146.000.001 euro.",
    ),
    "amounts in thousands": (
        2024, 0, [in_thousands], "kop.tabel.SF999",
        "lever de bedragen in hele euro's. Gevonden: lasten 146.000 euro voor ongeveer 162.000 inwoners.",
    ),
    "a quarter in thousands": (
        2024, 3, [in_thousands], "kop.tabel.SF999", "(in een kwartaal 25)",
    ),
    "another boekjaar than its name says": (
        2023, 5, [], "kop.boekjaar.SF888", "Het gaat om rij 1 (overheidslaag Gemeente, overheidsnummer 0153, boekjaar 2023, ",
    ),
    "a boekjaar before Iv3 was so": (2016, 5, [], "kop.boekjaar.SF888", "geen definities"),
}  # fmt: skip


@pytest.fixture(scope="module")
def refused(shared_warehouse: Warehouse) -> dict[str, Record]:
    """What became of each refused delivery, all in one load."""
    names = {}
    for what, (boekjaar, periode, changes, _, _) in REFUSED.items():
        year = 2024 if what.startswith("another boekjaar") else boekjaar
        names[what] = deliver(shared_warehouse, boekjaar, periode, *changes, year_of_name=year)
    shared_warehouse.load("iv3/iv3")
    return {what: shared_warehouse.levering(name) for what, name in names.items()}


@pytest.mark.parametrize("what", REFUSED)
def test_a_delivery_is_refused_as_a_whole_with_the_code_of_cbs(
    shared_warehouse: Warehouse, refused: dict[str, Record], what: str
):
    *_, rule, says = REFUSED[what]
    levering = refused[what]
    assert levering["status"] == "afgekeurd"
    assert broken(shared_warehouse, levering["bestandsnaam"]) == {rule}
    assert levering["reden"].startswith(f"{rule.split('.')[-1]} (CBS): ")
    assert says in levering["reden"]
    assert levering["rijen_gelezen"] == levering["rijen_quarantaine"] > 10
    assert levering["rijen_geladen"] == 0


def test_every_fault_in_one_delivery_is_found_on_its_own_row(warehouse: Warehouse):
    changes: list[Change] = [
        amount("lasten", 1, 100_000_001.25),
        post("lasten", taakveld="6.74"),
        post("lasten", categorie="9.9"),
        lambda d: d["data"]["lasten"][2].update(taakveld="0.1"),  # the zero of 0.10 got lost
        post("baten", categorie="1.1"),
        post("balans_lasten", balanscode="A999"),
        post("balans_baten", balanscode="P12", categorie="5.2"),
        post("balans_standen", standper="31-12-2023"),
        lambda d: d["data"]["kengetallen"].append({"verslagperiode": "Rek_2024", "kengetal": "bi.1", "waarde": "1"}),
        lambda d: d["data"]["kengetallen"].append({"verslagperiode": "Rek_2021", "kengetal": "fk.2", "waarde": "-1.5"}),
        lambda d: d["data"]["beleidsindicatoren"].append(
            {"verslagperiode": "Beg_2024", "beleidsindicator": "fk.1", "waarde": ""}
        ),
    ]
    name = deliver(warehouse, 2024, 5, *changes)
    warehouse.load("iv3/iv3")
    found = {
        (q["object"], q["controle_id"].split(".")[-1], q["rijnummer"], q["reden"].split("Er staat: ")[-1])
        for q in warehouse.quarantaine()
        if "Er staat" in q["reden"]
    }
    assert found == {
        ("rekening", "DF001", 5, "6.74"), ("rekening", "DF002", 6, "9.9"), ("balans", "DF003", 3, "A999"),
        ("rekening", "DF002", 3, "7.1"), ("rekening", "DF002", 9, "1.1"),
        ("balans", "DF002", 6, "5.2"), ("balans", "DF004", 13, "31-12-2023"), ("kengetal", "DF005", 2, "bi.1"),
        ("kengetal", "DF007", 3, "Rek_2021"), ("kengetal", "DF006", 5, "fk.1"),
    }  # fmt: skip
    assert len(broken(warehouse, name)) == 9
    assert "kop.tabel.PF006" in broken(warehouse, name)
    assert warehouse.levering(name)["reden"].startswith("DF001 (CBS): "), "a code that is wrong goes before a sum"


def test_the_head_of_a_delivery_agrees_with_its_name_and_itself(warehouse: Warehouse):
    other = deliver(warehouse, 2024, 5, set_metadata(overheidsnummer="1700", status="Begroting"))
    region = deliver(warehouse, 2024, 5, set_metadata(overheidslaag="GR", overheidsnummer="0901"))
    warehouse.load("iv3/iv3")
    assert broken(warehouse, other) == {"kop.overheidsnummer.SF004", "kop.status.SF004"}
    assert warehouse.levering(other)["reden"].startswith("SF004 (CBS): overheidsnummer is een andere gemeente")
    assert broken(warehouse, region) == {"kop.overheidslaag.SF888"}


def test_a_begroting_may_come_in_the_half_year_before_its_boekjaar(warehouse: Warehouse):
    for name, periode in (("20240701_01", 0), ("20240630_01", 0), ("20241231_01", 5)):
        warehouse.deliver("iv3", f"GM0153_iv3_{name}.json", iv3_file(iv3_delivery(2025, periode)))
    warehouse.load("iv3/iv3")
    found = {row["bestandsnaam"][11:19]: (row["status"], row["reden"] or "") for row in warehouse.leveringen()}
    assert found["20240701"] == ("geladen", "")
    for day in ("20240630", "20241231"):
        assert found[day][0] == "afgekeurd"
        assert found[day][1].startswith("SF888 (CBS): boekjaar is een ander jaar")


def test_the_balance_sheet_of_a_jaarrekening_balances_on_both_days(warehouse: Warehouse):
    name = deliver(warehouse, 2024, 5, amount("balans_standen", 0, 1), amount("balans_standen", 2, 2.5))
    warehouse.load("iv3/iv3")
    assert broken(warehouse, name) == {"kop.tabel.PF007", "kop.tabel.PF008"}
    assert warehouse.levering(name)["reden"].count("Gevonden: activa 1 euro, passiva 10.000.000 euro.") == 1


def test_what_cbs_only_asks_about_is_loaded_with_a_warning(warehouse: Warehouse):
    asked = deliver(
        warehouse, 2020, 5, no_balance_sheet,
        amount("lasten", 1, 102_000_000.25),
        amount("balans_lasten", 0, 3_000_000),
        post("baten", taakveld="0.5", categorie="6.1", bedrag=1_000_000),
        post("baten", taakveld="6.3", categorie="4.3.9", bedrag=1_000_000),
    )  # fmt: skip
    minus = deliver(warehouse, 2024, 5, all_negative)
    warehouse.load("iv3/iv3")
    assert (warehouse.levering(minus)["status"], broken(warehouse, minus)) == ("geladen", {"kop.tabel.teken"})
    assert warehouse.levering(asked)["status"] == "geladen", warehouse.levering(asked)["reden"]
    assert broken(warehouse, asked) == {f"kop.tabel.{rule}" for rule in ("PF001", "PF005", "PF009", "PF099")}


def test_an_undivided_taakveld_beside_its_parts_is_asked_about(warehouse: Warehouse):
    post_on_both: list[Change] = [
        post("lasten", taakveld="6.71", categorie="3.8", bedrag=7),
        post("lasten", taakveld="6.71a", categorie="3.8", bedrag=-7),
    ]
    name = deliver(warehouse, 2024, 0, *post_on_both)
    warehouse.load("iv3/iv3")
    assert warehouse.levering(name)["status"] == "geladen", warehouse.levering(name)["reden"]
    assert broken(warehouse, name) == {"rekening.taakveld.onverdeeld"}


def test_sound_deliveries_of_any_boekjaar_are_loaded_without_a_person_in_them(warehouse: Warehouse):
    names = [deliver(warehouse, boekjaar, periode) for boekjaar, periode in ((2017, 5), (2026, 0))]
    quarter = deliver(warehouse, 2025, 2, amount("lasten", 0, 39_999_000), amount("balans_standen", 0, 1))
    empty = deliver(warehouse, 2025, 5, lambda d: d["data"].update({part: [] for part in d["data"]}))
    warehouse.load("iv3/iv3")
    for name in (*names, quarter, empty):
        assert (warehouse.levering(name)["status"], broken(warehouse, name)) == ("geladen", set())
    assert [len(warehouse.raw("iv3", table)) for table in TABLES] == [4, 18, 30, 4]
    assert {row["bedrag"] for row in warehouse.raw("iv3", "rekening")} >= {"100000000.25", "39999000"}
    assert spilled(warehouse.written(), PERSONAL) == []
