"""The registers of partners that hold people: Kadera's stays and Leergeld's children."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.support import extracts as ex
from tests.support import workbooks as wb

if TYPE_CHECKING:
    from tests.support.warehouse import Warehouse

KADERA, LEERGELD = "GM0153_verblijf_20241231_01.xlsx", "GM0153_kinderen_20241231_01.csv"


def load_stays(warehouse: Warehouse, *rows: list[wb.Cell]) -> list[tuple[int, str | None, str]]:
    """What the quarantine says of the rows, from row 3 on."""
    warehouse.deliver("kadera", KADERA, wb.kadera([*rows, *(wb.kadera_row(n) for n in range(100, 110))]))
    warehouse.load("kadera/verblijf")
    return told(warehouse)


def load_children(warehouse: Warehouse, *rows: ex.Row) -> list[tuple[int, str | None, str]]:
    """What the quarantine says of the rows, from row 2 on."""
    warehouse.deliver("leergeld", LEERGELD, ex.leergeld([*rows, *(ex.leergeld_row(n) for n in range(100, 110))]))
    warehouse.load("leergeld/kinderen")
    return told(warehouse)


def told(warehouse: Warehouse) -> list[tuple[int, str | None, str]]:
    return [(q["rijnummer"], q["kolom"], q["controle_id"].rsplit(".", 1)[1]) for q in warehouse.quarantaine()]


def test_a_stay_is_kept_with_a_pseudonym_for_its_client(warehouse: Warehouse):
    stays = load_stays(warehouse, wb.kadera_row(1, uitstroom="31-03-2024"), wb.kadera_row(1, vorm="Noodbed"))
    one, other = warehouse.raw("kadera", "verblijf")[:2]
    assert stays == []
    assert (one["vorm"], one["instroom"], one["uitstroom"]) == ("Intensief", "2024-02-01", "31-03-2024")
    assert one["client_id"] == other["client_id"]
    assert len(one["client_id"]) == 64


def test_bad_stays_are_kept_back(warehouse: Warehouse):
    assert load_stays(
        warehouse,
        wb.kadera_row(1, uitstroom=date(2024, 1, 31)),
        wb.kadera_row(2, vorm="Crisisbed"),
        wb.kadera_row(3, instroom="31-02-2024"),
        wb.kadera_row(4, instroom=None),
        [None, "Noodbed", date(2024, 3, 1), None],
        wb.kadera_row(5),
        wb.kadera_row(5),
    ) == [
        (3, "Uitstroom", "niet_voor_instroom"),
        (4, "Vorm", "vorm"),
        (5, "Instroom", "datum"),
        (6, "Instroom", "verplicht"),
        (7, "Cliënt", "verplicht"),
        (8, None, "dubbel"),
        (9, None, "dubbel"),
    ]


def test_a_stay_outside_the_year_is_only_worth_a_look(warehouse: Warehouse):
    earlier = wb.kadera_row(1, instroom=date(2023, 1, 1), uitstroom=date(2023, 12, 31))
    assert load_stays(warehouse, earlier, wb.kadera_row(2, instroom=date(2025, 1, 1))) == []
    assert [(c["regel"], c["aantal_fout"]) for c in warehouse.failed()] == [("buiten_de_periode", 2)]


def test_of_a_child_a_pseudonym_and_the_year_of_birth_are_kept(warehouse: Warehouse):
    assert load_children(warehouse, ex.leergeld_row(1, eerste_verstrekking="2024-12-31")) == []
    child = warehouse.raw("leergeld", "kinderen")[0]
    assert list(child)[2:] == ["kind_id", "geboortejaar", "jaar", "inkomensgroep", "eerste_verstrekking"]
    assert (child["geboortejaar"], child["jaar"], child["inkomensgroep"]) == ("2014", "2024", "tot120")


def test_bad_rows_of_children_are_kept_back(warehouse: Warehouse):
    assert load_children(
        warehouse,
        ex.leergeld_row(1, eerste_verstrekking="01-01-2025"),
        ex.leergeld_row(2, inkomensgroep="tot140"),
        ex.leergeld_row(3, geboortedatum="2014"),
        ex.leergeld_row(4, jaar="24"),
        ex.leergeld_row(5, kindnummer=""),
        ex.leergeld_row(6),
        ex.leergeld_row(6, inkomensgroep="tot130"),
    ) == [
        (2, "eerste_verstrekking", "na_het_jaar"),
        (3, "inkomensgroep", "vorm"),
        (4, "geboortedatum", "datum"),
        (5, "eerste_verstrekking", "na_het_jaar"),
        (5, "jaar", "bereik"),
        (6, "kindnummer", "verplicht"),
        (7, None, "dubbel"),
        (8, None, "dubbel"),
    ]


def test_a_first_verstrekking_before_the_year_is_only_worth_a_look(warehouse: Warehouse):
    assert load_children(warehouse, ex.leergeld_row(1, eerste_verstrekking="31-12-2023")) == []
    assert [(c["regel"], c["ernst"], c["aantal_fout"]) for c in warehouse.failed()] == [
        ("voor_het_jaar", "waarschuwing", 1)
    ]


@pytest.mark.parametrize("birthday", ["05-06-2014", "27-11-1983"])
def test_a_birthday_where_a_verstrekking_belongs_is_kept_back(warehouse: Warehouse, birthday: str):
    row = ex.leergeld_row(1, geboortedatum="05-06-2014", eerste_verstrekking=birthday)
    assert load_children(warehouse, row) == [(2, "eerste_verstrekking", "na_de_geboorte")]


def test_kinds_of_stay_and_income_groups_are_read_in_any_spelling_of_capitals(warehouse: Warehouse):
    assert load_stays(warehouse, wb.kadera_row(1, vorm="intensief"), wb.kadera_row(2, vorm="NOODBED")) == []
    assert load_children(warehouse, ex.leergeld_row(1, inkomensgroep="Tot120")) == []


def test_a_stay_is_the_same_in_other_capitals(warehouse: Warehouse):
    twice = load_stays(warehouse, wb.kadera_row(1, vorm="intensief"), wb.kadera_row(1))
    assert twice == [(3, None, "dubbel"), (4, None, "dubbel")]


@pytest.mark.parametrize(("born", "odd"), [(2005, True), (2006, False), (2020, False), (2021, True)])
def test_a_child_that_was_never_four_to_seventeen_that_year_is_only_worth_a_look(
    warehouse: Warehouse, born: int, odd: bool
):
    assert load_children(warehouse, ex.leergeld_row(1, geboortedatum=f"05-06-{born}")) == []
    assert [c["regel"] for c in warehouse.failed()] == (["leeftijd"] if odd else [])


def test_a_row_of_another_year_than_the_peildatum_is_only_worth_a_look(warehouse: Warehouse):
    assert load_children(warehouse, ex.leergeld_row(1, jaar="2023", eerste_verstrekking="01-02-2023")) == []
    assert [(c["regel"], c["aantal_fout"]) for c in warehouse.failed()] == [("buiten_de_periode", 1)]
