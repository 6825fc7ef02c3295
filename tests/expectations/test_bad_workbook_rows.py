"""What a workbook may hold besides rows without losing or inventing one, and what Menzis may leave untold.

That each rule finds its row is in `test_every_rule.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import workbooks as wb

if TYPE_CHECKING:
    from tests.support.warehouse import Warehouse

VIS2 = "GM0153_opvang_20231231_01.xlsx"
MENZIS = "GM0153_garantverzorgd_{year}1231_{nr:02}.xlsx"
FEED = "menzis/garantverzorgd"


def test_a_blank_row_between_the_data_is_skipped_and_the_row_numbers_stay_those_of_the_sheet(warehouse: Warehouse):
    sheet = wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1), [], wb.bw_row(2)], total=2)
    warehouse.deliver(
        "vis2", VIS2, wb.workbook({"Beschermd wonen": sheet, "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [])})
    )
    warehouse.load("vis2/opvang")
    assert [r["rijnummer"] for r in warehouse.raw("vis2", "beschermd_wonen")] == [5, 7]


def test_fewer_than_five_may_stand_for_a_number_where_the_sum_allows_it(warehouse: Warehouse):
    rows = wb.menzis_rows()
    rows[7] = ["aug", "<5", 20, 30, 54]
    rows[8] = ["sep", "<5", "<5", "<5", "<5"]
    warehouse.deliver("menzis", MENZIS.format(year=2024, nr=1), wb.menzis(rows))
    warehouse.load(FEED)
    raw = warehouse.raw("menzis", "garantverzorgd")
    assert (raw[7]["garantverzorgd_1"], raw[7]["totaal"], raw[8]["totaal"]) == ("<5", "54", "<5")


def test_a_total_that_fewer_than_five_cannot_explain_rejects_the_year(warehouse: Warehouse):
    totals: tuple[wb.Cell, ...] = (49, 55, "<10", "")
    for nr, totaal in enumerate(totals, start=1):
        rows = wb.menzis_rows()
        rows[7] = ["aug", "<5", 20, 30, totaal]
        warehouse.deliver("menzis", MENZIS.format(year=2024, nr=nr), wb.menzis(rows))
    warehouse.load(FEED)
    assert [row["status"] for row in warehouse.leveringen()] == ["afgekeurd"] * len(totals)
    blamed = [(q["rijnummer"], q["kolom"]) for q in warehouse.quarantaine() if q["kolom"]]
    assert blamed == [(11, "Totaal")] * len(totals)


def test_from_2025_the_extra_package_is_read_whatever_its_number(warehouse: Warehouse):
    packages = ("GarantVerzorgd 4", "garant verzorgd Compact")
    for nr, package in enumerate(packages, start=1):
        kop = [*wb.KOP_MENZIS[:4], package, "Totaal"]
        name = MENZIS.format(year=2025, nr=nr)
        warehouse.deliver("menzis", name, wb.menzis(wb.menzis_rows(4), 2025, kop=kop))
    warehouse.load(FEED)
    assert warehouse.failed() == []
    assert {row["garantverzorgd_overig"] for row in warehouse.raw("menzis", "garantverzorgd")[::12]} == {"40"}


@pytest.mark.parametrize("footer", [(["Bron: Menzis"],), ([], [], ["Bron: Menzis"], ["Stand per einde maand", "x"])])
def test_the_footer_of_menzis_is_no_month(warehouse: Warehouse, footer: tuple[list[str], ...]):
    warehouse.deliver("menzis", MENZIS.format(year=2024, nr=1), wb.menzis(footer=footer))
    warehouse.load(FEED)
    assert warehouse.levering(MENZIS.format(year=2024, nr=1))["rijen_geladen"] == 12
