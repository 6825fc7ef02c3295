"""What bad rows of workbooks get, and what a workbook may hold besides rows without losing or inventing one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.support import extracts as ex
from tests.support import workbooks as wb

if TYPE_CHECKING:
    from tests.support.warehouse import Warehouse

# -----------------------------------------------------------------------------------------------------------

VIS2 = "GM0153_opvang_20231231_01.xlsx"
MENZIS = "GM0153_garantverzorgd_{year}1231_01.xlsx"


def test_bad_rows_of_a_workbook_are_kept_back_per_sheet(warehouse: Warehouse):
    bw = [
        wb.bw_row(1),
        wb.bw_row(2, start="31-02-2023"),
        wb.bw_row(3, einde=date(2023, 1, 31)),
        wb.bw_row(4, bsn_=int(ex.bsn(4)[1:])),  # typed as a number: Excel drops leading zeros
        wb.bw_row(5, status="Uitgestroomd"),
        wb.bw_row(6, start=45000),
        *(wb.bw_row(n) for n in range(7, 12)),
    ]
    mo = [wb.mo_row(20, uit="28-02-2023"), wb.mo_row(21)]
    warehouse.deliver("vis2", VIS2, wb.vis2(bw, mo))
    warehouse.load("vis2/opvang")
    assert [
        (q["object"], q["rijnummer"], q["kolom"], q["controle_id"].rsplit(".", 1)[1]) for q in warehouse.quarantaine()
    ] == [
        ("beschermd_wonen", 6, "Startdatum", "datum"),
        ("beschermd_wonen", 7, "Einddatum", "niet_voor_startdatum"),
        ("beschermd_wonen", 8, "BSN", "elfproef"),
        ("beschermd_wonen", 9, "Status", "code"),
        ("beschermd_wonen", 10, "Startdatum", "datum"),
        ("maatschappelijke_opvang", 5, "Datum uit", "niet_voor_datum_in"),
    ]


def test_an_excel_error_is_not_taken_for_an_empty_cell(warehouse: Warehouse):
    """An end date that could not be computed must not read as "still running"."""
    warehouse.deliver("vis2", VIS2, wb.vis2([wb.bw_row(1), wb.bw_row(2, einde="#N/A"), wb.bw_row(3)]))
    warehouse.load("vis2/opvang")
    assert [(q["rijnummer"], q["kolom"]) for q in warehouse.quarantaine()] == [(6, "Einddatum")]


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
    warehouse.deliver("menzis", MENZIS.format(year=2024), wb.menzis(rows))
    warehouse.load("menzis/garantverzorgd")
    raw = warehouse.raw("menzis", "garantverzorgd")
    assert (raw[7]["garantverzorgd_1"], raw[7]["totaal"], raw[8]["totaal"]) == ("<5", "54", "<5")


@pytest.mark.parametrize("totaal", [49, 55, "<10", ""])
def test_a_total_that_fewer_than_five_cannot_explain_rejects_the_year(warehouse: Warehouse, totaal: wb.Cell):
    rows = wb.menzis_rows()
    rows[7] = ["aug", "<5", 20, 30, totaal]
    warehouse.deliver("menzis", MENZIS.format(year=2024), wb.menzis(rows))
    warehouse.load("menzis/garantverzorgd")
    assert warehouse.levering(MENZIS.format(year=2024))["status"] == "afgekeurd"
    assert {(q["rijnummer"], q["kolom"]) for q in warehouse.quarantaine() if q["kolom"]} == {(11, "Totaal")}


@pytest.mark.parametrize("package", ["GarantVerzorgd 4", "garant verzorgd Compact"])
def test_from_2025_the_extra_package_is_read_whatever_its_number(warehouse: Warehouse, package: str):
    kop = [*wb.KOP_MENZIS[:4], package, "Totaal"]
    warehouse.deliver("menzis", MENZIS.format(year=2025), wb.menzis(wb.menzis_rows(4), 2025, kop=kop))
    warehouse.load("menzis/garantverzorgd")
    assert warehouse.failed() == []
    assert warehouse.raw("menzis", "garantverzorgd")[0]["garantverzorgd_overig"] == "40"


def test_before_2025_an_extra_package_is_reported_and_the_sum_tells_that_it_is_missing(warehouse: Warehouse):
    kop = [*wb.KOP_MENZIS[:4], "GarantVerzorgd 4", "Totaal"]
    warehouse.deliver("menzis", MENZIS.format(year=2024), wb.menzis(wb.menzis_rows(4), kop=kop))
    warehouse.load("menzis/garantverzorgd")
    failed = {c["regel"]: c for c in warehouse.failed()}
    assert warehouse.levering(MENZIS.format(year=2024))["status"] == "afgekeurd"
    assert failed["som_van_de_pakketten"]["aantal_fout"] == 12
    assert "GarantVerzorgd 4" in failed["kolom_onbekend"]["reden"]


def test_in_2025_a_year_without_the_extra_package_is_rejected(warehouse: Warehouse):
    warehouse.deliver("menzis", MENZIS.format(year=2025), wb.menzis(year=2025))
    warehouse.load("menzis/garantverzorgd")
    assert "ontbreekt: GarantVerzorgd 4" in warehouse.levering(MENZIS.format(year=2025))["reden"]


@pytest.mark.parametrize("footer", [(["Bron: Menzis"],), ([], [], ["Bron: Menzis"], ["Stand per einde maand", "x"])])
def test_the_footer_of_menzis_is_no_month(warehouse: Warehouse, footer: tuple[list[str], ...]):
    warehouse.deliver("menzis", MENZIS.format(year=2024), wb.menzis(footer=footer))
    warehouse.load("menzis/garantverzorgd")
    assert warehouse.levering(MENZIS.format(year=2024))["rijen_geladen"] == 12
