"""Deliveries of which nothing belongs to their own period: last year's export under this year's name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from expectations.whole_delivery import MINIMUM_FOR_A_PERIOD
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.warehouse import CONTRACTS

if TYPE_CHECKING:
    from tests.support.warehouse import Record, Warehouse

FEED, NAME = "leergeld/kinderen", "GM0153_kinderen_20241231_01.csv"


def children(number: int, *others: ex.Row) -> bytes:
    """So many children of the year before, and others."""
    of_last_year = [ex.leergeld_row(n, jaar="2023", eerste_verstrekking="01-02-2023") for n in range(1, number + 1)]
    return ex.leergeld([*of_last_year, *others])


def loaded(warehouse: Warehouse, content: bytes, name: str = NAME) -> Record:
    warehouse.deliver("leergeld", name, content)
    warehouse.load(FEED)
    return warehouse.levering(name)


def test_a_delivery_of_nothing_but_another_year_is_rejected_and_says_what_to_do(warehouse: Warehouse):
    levering = loaded(warehouse, children(MINIMUM_FOR_A_PERIOD))
    assert (levering["status"], levering["rijen_geladen"], levering["rijen_quarantaine"]) == ("afgekeurd", 0, 5)
    assert levering["reden"] == (
        "Geen van de 5 rijen van kinderen valt in de periode die bij de peildatum 2024-12-31 hoort; dit lijkt de "
        "uitvoer van een andere periode: lever die van deze peildatum met een hoger volgnummer, of verbeter de "
        "bestandsnaam."
    )
    found = {check["controle_id"]: (check["ernst"], check["aantal_fout"]) for check in warehouse.failed()}
    assert found == {
        "leergeld.kinderen.bestand.andere_periode": ("fataal", 1),
        "leergeld.kinderen.tabel.buiten_de_periode": ("waarschuwing", 5),
    }


def test_a_few_rows_of_another_year_are_only_worth_a_look(warehouse: Warehouse):
    assert loaded(warehouse, children(MINIMUM_FOR_A_PERIOD - 1))["status"] == "geladen"
    assert [(c["regel"], c["aantal_fout"]) for c in warehouse.failed()] == [("buiten_de_periode", 4)]


def test_one_row_of_its_own_period_makes_it_its_own_delivery(warehouse: Warehouse):
    assert loaded(warehouse, children(30, ex.leergeld_row(99)))["status"] == "geladen"


def test_a_row_that_is_kept_back_is_no_row_of_its_own_period(warehouse: Warehouse):
    levering = loaded(warehouse, children(30, ex.leergeld_row(99, inkomensgroep="tot999")))
    assert (levering["status"], levering["rijen_gelezen"]) == ("afgekeurd", 31)
    assert levering["reden"].startswith("Geen van de 30 rijen")


def test_an_empty_delivery_stays_legal(warehouse: Warehouse):
    levering = loaded(warehouse, children(0))
    assert (levering["status"], levering["reden"]) == ("geladen", "Lege levering: nul records.")


def test_the_right_export_under_the_next_number_is_loaded(warehouse: Warehouse):
    loaded(warehouse, children(8))
    right = ex.leergeld([ex.leergeld_row(n) for n in range(1, 9)])
    assert loaded(warehouse, right, "GM0153_kinderen_20241231_02.csv")["status"] == "geladen"


def test_of_a_workbook_one_table_of_another_period_is_enough(warehouse: Warehouse):
    ended = [[*wb.mo_row(n)[:3], date(2022, 3, 1), date(2022, 12, 31), "Eigen woning"] for n in range(1, 8)]
    content = wb.vis2(mo=ended)
    name = "GM0153_opvang_20231231_01.xlsx"
    warehouse.deliver("vis2", name, content)
    warehouse.load("vis2/opvang")
    levering = warehouse.levering(name)
    assert levering["status"] == "afgekeurd"
    assert levering["reden"].startswith("Geen van de 7 rijen van maatschappelijke_opvang valt in de periode")


@pytest.mark.parametrize("feed", sorted(CONTRACTS))
def test_every_rule_about_the_period_of_a_row_says_that_it_is_one(feed: str):
    rules = [regel for tabel in CONTRACTS[feed].tabellen for regel in tabel.alle_regels]
    assert [rule.bepaalt_periode for rule in rules] == [rule.id == "buiten_de_periode" for rule in rules]
