"""A table as a sheet: what a spreadsheet shows, calculates and keeps in view."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from reporting.tabel.model import Cel, Kolom, Rij, Tabel
from reporting.tabel.opmaak import bladnamen
from reporting.tabel.uitkomsten import zet_uitkomsten
from reporting.tabel.xlsx import schrijf_xlsx
from tests.reporting.tabel.tabellen import een_cel, rekening

MOMENT = datetime(2025, 3, 20, 1, 12, tzinfo=UTC)


def _blad(pad: Path, tabel: Tabel, *, waarden: bool = False) -> Worksheet:
    blad = openpyxl.load_workbook(schrijf_xlsx(tabel, pad / "t.xlsx", MOMENT), data_only=waarden).worksheets[0]
    assert isinstance(blad, Worksheet)
    return blad


def _tekst(blad: Worksheet) -> str:
    return "\n".join(str(cel.value) for rij in blad.iter_rows() for cel in rij if cel.value is not None)


def test_the_header_stays_in_view_and_is_repeated_on_paper(tmp_path: Path) -> None:
    blad = _blad(tmp_path, rekening())
    assert (blad["A5"].value, blad.freeze_panes, blad.print_title_rows) == ("Regel", "B6", "$5:$5")


def test_a_total_is_a_formula_and_its_outcome_stands_beside_it(tmp_path: Path) -> None:
    assert _blad(tmp_path, rekening())["B8"].value == "=B7-B6"
    assert _blad(tmp_path, rekening(), waarden=True)["B8"].value == -332426.123


def test_a_total_of_deviations_adds_all_of_them(tmp_path: Path) -> None:
    assert _blad(tmp_path, rekening())["C8"].value == "=C7+C6"


def test_many_rows_that_follow_each_other_are_summed(tmp_path: Path) -> None:
    rijen = [*(Rij((Cel(n),)) for n in (1, 2, 3)), Rij((Cel(6),), "totaal", ((0, 1), (1, 1), (2, 1)))]
    blad = _blad(tmp_path, Tabel("t", "T", (Kolom("k", "Kop", "getal"),), tuple(rijen)))
    assert blad["A7"].value == "=SUM(A4:A6)"


@pytest.mark.parametrize(
    ("deel", "totaal"),
    [(Cel(2), Cel(4)), (Cel(), Cel(3)), (Cel(onderdrukt="Te weinig."), Cel(3))],
    ids=["a document prints another total", "a part is missing", "a part is suppressed"],
)
def test_a_total_that_its_parts_do_not_come_to_is_no_formula(tmp_path: Path, deel: Cel, totaal: Cel) -> None:
    rijen = (Rij((Cel(1),)), Rij((deel,)), Rij((totaal,), "totaal", ((0, 1), (1, 1))))
    blad = _blad(tmp_path, Tabel("t", "T", (Kolom("k", "Kop", "getal"),), rijen))
    assert blad["A6"].value == totaal.waarde


@pytest.mark.parametrize(
    ("kolom", "cel", "opmaak"),
    [
        (Kolom("k", "Kop", "duizend_euro"), Cel(Decimal("491064.5")), "#,##0"),
        (Kolom("k", "Kop", "procent", 1), Cel(21.79), '#,##0.0"%"'),
        (Kolom("k", "Kop", "getal"), Cel(21.79), "General"),
        (Kolom("k", "Kop", "jaar"), Cel(2024), "0"),
        (Kolom("k", "Kop", "code"), Cel("0.10"), "@"),
        (Kolom("k", "Kop", "getal"), Cel(Decimal(268686), gedrukt="268.686,00"), "#,##0.00"),
        (Kolom("k", "Kop", "getal"), Cel(Decimal(3678), gedrukt="3678"), "0"),
        (Kolom("k", "Kop", "getal"), Cel(Decimal("12.8"), gedrukt="12,8*"), '0.0"*"'),
        (Kolom("k", "Kop", "getal"), Cel(Decimal(225), gedrukt="(150) 225"), '"(150) "0'),
    ],
)
def test_a_cell_keeps_its_number_and_shows_what_the_page_shows(
    tmp_path: Path, kolom: Kolom, cel: Cel, opmaak: str
) -> None:
    gezet = _blad(tmp_path, een_cel(kolom, cel))["A4"]
    assert gezet.number_format == opmaak
    assert gezet.value == (cel.waarde if isinstance(cel.waarde, str) else float(cel.waarde))  # type: ignore[arg-type]


@pytest.mark.parametrize("tekst", ["=1+1", "+31", "-2+3", "@SOM(A1)"])
def test_text_from_outside_is_never_calculated(tmp_path: Path, tekst: str) -> None:
    vol = replace(
        een_cel(Kolom("k", tekst, "tekst", uitleg=tekst), Cel(tekst, kanttekening=tekst)),
        titel=tekst,
        bronnen=(tekst,),
        toelichting=tekst,
    )
    cellen = [cel for rij in _blad(tmp_path, vol).iter_rows() for cel in rij if cel.value is not None]
    assert {cel.data_type for cel in cellen} == {"s"}
    assert not [cel.value for cel in cellen if str(cel.value).startswith(tekst[0])]


def test_what_is_suppressed_is_not_in_the_file_and_the_reason_is(tmp_path: Path) -> None:
    blad = _blad(tmp_path, een_cel(Kolom("k", "Aantal", "getal"), Cel(onderdrukt="Te weinig personen.")))
    assert [blad["A4"].value, blad["B4"].value] == ["onderdrukt", "Aantal: Te weinig personen."]


def test_it_says_what_must_be_known_before_the_figures(tmp_path: Path) -> None:
    tekst = _tekst(_blad(tmp_path, rekening(waarschuwingen=("De bron is kapot.",))))
    assert (
        tekst.index("De bron is kapot.")
        < tekst.index("Synthetisch (demo)")
        < tekst.index("x 1.000 euro")
        < tekst.index("Regel")
    )
    assert "Bron: Jaarrekening" in tekst
    assert "Synthetisch" not in _tekst(_blad(tmp_path, rekening(synthetisch=False)))


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    een = schrijf_xlsx(rekening(), tmp_path / "een.xlsx", MOMENT).read_bytes()
    assert een == schrijf_xlsx(rekening(), tmp_path / "twee.xlsx", MOMENT).read_bytes()


def test_the_sheet_has_the_name_of_the_table(tmp_path: Path) -> None:
    namen = openpyxl.load_workbook(schrijf_xlsx(rekening(), tmp_path / "t.xlsx", MOMENT)).sheetnames
    assert namen == ["Programmarekening"]


def test_a_row_of_more_than_one_line_is_read_from_its_top(tmp_path: Path) -> None:
    kolommen = (Kolom("tekst", "Tekst", "tekst"), Kolom("getal", "Getal", "getal"))
    rijen = (Rij((Cel("kort"), Cel(1))), Rij((Cel("een lange zin " * 8), Cel(2))))
    blad = _blad(tmp_path, Tabel("t", "T", kolommen, rijen))
    assert not blad["A4"].alignment.wrap_text
    assert blad["A5"].alignment.wrap_text
    assert [blad["A5"].alignment.vertical, blad["B5"].alignment.vertical] == ["top", "top"]


def test_a_word_in_a_column_of_amounts_stands_on_the_right_as_they_do(tmp_path: Path) -> None:
    blad = _blad(tmp_path, een_cel(Kolom("k", "Aantal", "getal"), Cel(onderdrukt="Te weinig personen.")))
    assert blad["A4"].alignment.horizontal == "right"


def test_totals_and_headings_stand_out(tmp_path: Path) -> None:
    rijen = (
        Rij((Cel("Wonen"), Cel()), "tussenkop"),
        Rij((Cel("Lasten"), Cel(1))),
        Rij((Cel("Totaal"), Cel(1)), "totaal", ((1, 1),)),
    )
    blad = _blad(tmp_path, Tabel("t", "T", (Kolom("tekst", "Tekst", "tekst"), Kolom("getal", "Getal", "getal")), rijen))
    assert [bool(blad[f"A{regel}"].font.b) for regel in (4, 5, 6)] == [True, False, True]
    assert blad["B4"].fill.fgColor.rgb == blad["A4"].fill.fgColor.rgb != blad["A5"].fill.fgColor.rgb


@given(st.lists(st.text(alphabet="ab':*?/\\[] 2", max_size=45), max_size=12))
def test_sheet_names_are_what_a_workbook_can_hold(titels: list[str]) -> None:
    namen = bladnamen(titels)
    assert all(0 < len(naam) <= 31 and not set(naam) & set("[]:*?/\\") for naam in namen)
    assert not [naam for naam in namen if naam != naam.strip(" '")]
    assert len({naam.casefold() for naam in namen}) == len(titels)


def test_an_outcome_without_a_formula_is_refused(tmp_path: Path) -> None:
    pad = schrijf_xlsx(rekening(), tmp_path / "t.xlsx", MOMENT)
    with pytest.raises(ValueError, match="geen formule in Z9"):
        zet_uitkomsten(pad, {1: {"Z9": Decimal(1)}})


def test_every_style_names_its_font(tmp_path: Path) -> None:
    blad = _blad(tmp_path, rekening(toelichting="Zie de toelichting."))
    assert {cel.font.name for rij in blad.iter_rows() for cel in rij} == {"Calibri"}


def test_a_row_is_as_high_as_the_longest_text_in_it_and_others_are_left_alone(tmp_path: Path) -> None:
    kort, lang = Rij((Cel("kort"),)), Rij((Cel("Een zin die doorloopt over meer dan een regel. " * 3),))
    blad = _blad(tmp_path, Tabel("t", "T", (Kolom("k", "Kop", "tekst"),), (kort, lang)))
    assert blad.row_dimensions[4].height is None
    assert blad.row_dimensions[5].height == 4 * 15
    assert blad["A5"].alignment.wrap_text


def test_a_header_of_several_words_is_as_high_as_it_is_long(tmp_path: Path) -> None:
    blad = _blad(tmp_path, een_cel(Kolom("k", "Begroting na wijziging", "euro"), Cel(1)))
    assert (blad.row_dimensions[3].height or 0) >= 3 * 15


def test_a_text_right_of_an_amount_does_not_touch_it_and_a_year_stands_below_its_header(tmp_path: Path) -> None:
    blad = _blad(tmp_path, rekening())
    (oordeel,) = (cel for cel in blad[6] if cel.value == "nadeel")
    assert (oordeel.alignment.indent, blad["A6"].alignment.indent) == (1, 0)
    assert _blad(tmp_path, een_cel(Kolom("j", "Jaar", "jaar"), Cel(2024)))["A4"].alignment.horizontal == "left"


def test_a_long_text_below_a_table_stands_in_lines_that_fit_on_paper(tmp_path: Path) -> None:
    zin = "Deze toelichting is langer dan het papier breed is. " * 6
    tekst = _tekst(_blad(tmp_path, rekening(toelichting=zin)))
    assert zin.strip() in tekst.replace("\n", " ")
    assert max(map(len, tekst.splitlines())) <= 110
