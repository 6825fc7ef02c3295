"""Native charts: what they draw, and what they leave out."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from reporting.pc_workbook.grafiek import zet_grafiek
from reporting.tabel.model import Cel, Kolom, Rij, Tabel
from reporting.tabel.xlsx import leeg_werkboek, zet_tabel


def _reeks(*waarden: Cel) -> Tabel:
    kolommen = (
        Kolom("jaar", "Jaar", "jaar"),
        Kolom("versie_1", "Realisatie", "getal"),
        Kolom("streefwaarde", "Streefwaarde", "getal"),
    )
    rijen = tuple(Rij((Cel(2020 + nummer), waarde, Cel(50 + nummer))) for nummer, waarde in enumerate(waarden))
    return Tabel("reeks", "Reeks", kolommen, rijen, eenheid="%")


def _getekend(tabel: Tabel) -> tuple[Worksheet, list[list[object]]]:
    """The sheet, and per line of its chart the cells that it is drawn from."""
    blad = leeg_werkboek().create_sheet("Reeks")
    zet_grafiek(blad, tabel, zet_tabel(blad, tabel))
    lijnen = [
        lijn.val.numRef.f.rpartition("!")[2].replace("$", "") for grafiek in blad._charts for lijn in grafiek.series
    ]
    return blad, [[cel.value for (cel,) in blad[plaats]] for plaats in lijnen]


def test_a_chart_draws_the_figures_of_its_table() -> None:
    assert _getekend(_reeks(Cel(40), Cel(41)))[1] == [[40, 41], [50, 51]]


def test_what_is_suppressed_is_a_gap_in_a_chart_and_not_a_nought() -> None:
    blad, lijnen = _getekend(_reeks(Cel(40), Cel(onderdrukt="Te weinig personen."), Cel(42)))
    assert lijnen == [[40, None, 42], [50, 51, 52]]
    assert blad._charts[0].display_blanks == "gap"


def test_a_series_of_one_figure_has_no_line() -> None:
    assert _getekend(_reeks(Cel(40), Cel()))[1] == [[50, 51]]
    blad = leeg_werkboek().create_sheet("Reeks")
    assert not zet_grafiek(blad, _reeks(Cel(40)), zet_tabel(blad, _reeks(Cel(40))))
    assert not blad._charts


def test_table_and_chart_stand_on_one_page_the_chart_below() -> None:
    blad, _ = _getekend(_reeks(Cel(40), Cel(41)))
    assert (blad.page_setup.fitToWidth, blad.page_setup.fitToHeight) == (1, 1)
    assert int(blad._charts[0].anchor.removeprefix("B")) > blad.max_row


def test_axes_of_a_chart_say_what_they_measure() -> None:
    grafiek = _getekend(_reeks(Cel(40), Cel(41)))[0]._charts[0]
    titels = [as_.title.tx.rich.p[0].r[0].t for as_ in (grafiek.x_axis, grafiek.y_axis)]
    assert titels == ["Jaar", "%"]
