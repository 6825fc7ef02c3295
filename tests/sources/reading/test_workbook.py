"""Workbooks: what a cell is as text, where a table ends, and what a workbook may not be."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.contract_model import Tabel, Veld
from sources.contract_period import Blad
from sources.contract_properties import Layout
from sources.reading import package_size
from sources.reading.result import Afgekeurd, Inhoud
from sources.reading.workbook import cell_text, read_workbook
from tests.support import workbooks as wb

if TYPE_CHECKING:
    from pathlib import Path

PEILDATUM = date(2024, 12, 31)
LAYOUT = Layout(formaat="werkmap", extensie="xlsx", datumvormen=("jjjj-mm-dd",), decimaalteken=",")


def table(vorm: Any = None, **blad: Any) -> Tabel:
    velden = tuple(
        Veld(naam=naam, kop=naam.title(), type="string", omschrijving="", vorm=vorm) for naam in ("een", "twee")
    )
    return Tabel(naam="t", omschrijving="", velden=velden, blad=Blad(**{"naam": "Blad", "kopregel": 1} | blad))


def save(folder: Path, content: bytes) -> Path:
    path = folder / "x.xlsx"
    path.write_bytes(content)
    return path


def read(folder: Path, sheet: list[list[Any]], **blad: Any) -> Inhoud:
    return read_workbook(save(folder, wb.workbook({"Blad": sheet})), [table(**blad)], LAYOUT, PEILDATUM)


def rows(inhoud: Inhoud) -> list[tuple[Any, ...]]:
    return [(row["rijnummer"], row["een"], row["twee"]) for row in inhoud.tabellen["t"].stroom.read_all().to_pylist()]


# --- cells
# ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  tekst ", "  tekst "), ("0606", "0606"), (606.0, "606"), (606, "606"), (1234.5, "1234,5"), (-0.25, "-0,25"),
            (0.0, "0"),
        (123456789012.0, "123456789012"), (1e20, "100000000000000000000"), (1.2e-05, "0,000012"), (1 / 300, "0,0033333333333333335"), (-0.0, "0"), (True, "WAAR"), (False, "ONWAAR"), ("", ""),
            (None, ""),
        (date(2024, 1, 31), "2024-01-31"), (datetime(2024, 1, 31), "2024-01-31"),
        (datetime(2024, 1, 31, 12, 30), "2024-01-31T12:30:00"), (time(3, 4), "03:04:00"), (timedelta(hours=30),
            "1 day, 6:00:00"),
    ],
)  # fmt: skip
def test_a_cell_as_text(value: Any, text: str):
    assert cell_text(value) == text


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_has_no_decimals(number: int):
    assert cell_text(float(number)) == cell_text(number) == str(number)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.sampled_from(",."))
def test_a_number_keeps_its_value_and_takes_the_decimal_mark_of_the_layout(number: float, mark: str):
    text = cell_text(number, mark)
    assert float(text.replace(",", ".")) == number
    assert not {",", "."} - {mark} & set(text)


@given(st.dates(date(1901, 1, 1), date(2199, 12, 31)))
def test_a_date_is_iso(day: date):
    assert cell_text(day) == cell_text(datetime.combine(day, time.min)) == day.isoformat()


def test_cells_of_every_kind_come_out_of_a_workbook_as_text(tmp_path: Path):
    values: list[Any] = ["0606", 606, 12.5, True, date(2024, 1, 31), datetime(2024, 1, 31, 12, 30), "#N/A", "<5", "é"]
    found = rows(read(tmp_path, [["Een", "Twee"], *(["x", value] for value in values)]))
    expected = ["0606", "606", "12,5", "WAAR", "2024-01-31", "2024-01-31T12:30:00", "#N/A", "<5", "é"]
    assert found == [(n, "x", text) for n, text in enumerate(expected, 2)]


def test_an_error_is_found_where_a_tool_wrote_cells_without_their_places(tmp_path: Path):
    content = wb.workbook({"Ander": [["#REF!"]], "Blad": [["Een", "Twee"], ["x", "y"], ["z", "#DIV/0!"]]})
    for place in (b' r="B3"', b' r="A3"', b' r="3"'):
        content = wb.repacked(content, "xl/worksheets/sheet2.xml", place, b"")
    found = rows(read_workbook(save(tmp_path, content), [table()], LAYOUT, PEILDATUM))
    assert found == [(2, "x", "y"), (3, "z", "#DIV/0!")]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.743, "0%", "74,3%"), (0.743, "0.0%", "74,3%"), (1, "0%", "100%"), (-0.008, "0.00%", "-0,80%"), (0, "0%", "0%"),
        (0.289, '0.0" ca."%', "28,9%"), (1 / 3, "0%", "33,33333333333333%"), (0.743, '0.000" %"', "0,743"),
        (0.5, "0.0\\%", "0,5"), (4501, "#,##0", "4501"), (0.743, "General", "0,743"), (0.7431, "0.0%", "74,31%"),
        (0.743, "0.00%", "74,30%"), (1, "0.0%", "100,0%"), (0.0000001, "0%", "0,00001%"), (0.07, "0%", "7%"),
        (0.1234567890123456, "0%", "12,34567890123456%"),
    ],
)  # fmt: skip
def test_a_percentage_comes_out_as_people_see_it_and_not_as_a_share(
    tmp_path: Path, value: float, number_format: str, text: str
):
    """Excel makes 0,743 of the 74,3% that somebody types, and only shows it otherwise."""
    sheet = [["Een", "Twee"], ["x", wb.Shown(value, number_format)], ["y", 0.5]]
    assert rows(read(tmp_path, sheet)) == [(2, "x", text), (3, "y", "0,5")]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12, "0.0", "12,0"), (12.5, "0.00", "12,50"), (12, "0", "12"), (12.55, "0.0", "12,55"), (1234.5, "#,##0", "1234,5"),
        (1234, "#,##0.00", "1234,00"), (45 / 128, "0.00", "0,3515625"), (-3, "0.0;[Red]-0.0", "-3,0"), (12, "0.0##", "12,0"),
        (0, "0.0", "0,0"), (-0.0, "0.0", "0,0"), (7, '_-* #,##0.00_-;-* "-"??_-', "7,00"), (5, '[$€-413] #,##0.00', "5,00"),
        (12, '0.0" pt"', "12,0"), (12, "0.00E+00", "12"), (1200, "0.0,", "1200"), (12, "General", "12"), (7, "# ?/?", "7"),
    ],
)  # fmt: skip
def test_a_typed_figure_has_the_decimals_that_people_see_and_loses_none(
    tmp_path: Path, value: float, number_format: str, text: str
):
    path = save(tmp_path, wb.workbook({"Blad": [["Een", "Twee"], ["x", wb.Shown(value, number_format)]]}))
    assert rows(read_workbook(path, [table(vorm="getypt")], LAYOUT, PEILDATUM)) == [(2, "x", text)]


def test_the_format_of_a_number_that_is_no_figure_adds_nothing(tmp_path: Path):
    """A client number in a column with decimals is the same client's as without."""
    assert rows(read(tmp_path, [["Een", "Twee"], ["x", wb.Shown(606, "0.00")]])) == [(2, "x", "606")]


def test_a_day_keeps_to_its_day_beside_formatted_numbers(tmp_path: Path):
    path = save(tmp_path, wb.workbook({"Blad": [["Een", "Twee"], [wb.Shown(1, "0.0"), date(2024, 1, 31)]]}))
    assert rows(read_workbook(path, [table(vorm="getypt")], LAYOUT, PEILDATUM)) == [(2, "1,0", "2024-01-31")]


def test_a_text_in_a_column_of_percentages_stays_as_it_was_typed(tmp_path: Path):
    path = save(tmp_path, wb.workbook({"Blad": [["Een", "Twee"], [wb.Shown(0.5, "0%"), "n.n.b."]]}))
    assert rows(read_workbook(path, [table()], LAYOUT, PEILDATUM)) == [(2, "50%", "n.n.b.")]


# --- where a table stands
# ------------------------------------------------------------------------------------------------


def test_a_table_begins_below_its_header_and_blank_rows_are_no_records(tmp_path: Path):
    sheet: list[list[Any]] = [["Titel"], [], ["Een", "Twee"], [1, 2], [], [None, 3], [4]]
    assert rows(read(tmp_path, sheet, kopregel=3)) == [(4, "1", "2"), (6, "", "3"), (7, "4", "")]


def test_columns_in_a_sheet_are_found_by_name(tmp_path: Path):
    assert rows(read(tmp_path, [["Drie", "Twee", None, "Een"], [3, 2, None, 1]])) == [(2, "1", "2")]


def test_the_sheet_of_a_year_is_that_of_the_peildatum(tmp_path: Path):
    path = save(tmp_path, wb.workbook({"Blad 2023": [["Een", "Twee"], [1, 1]], "Blad 2024": [["Een", "Twee"], [2, 2]]}))
    assert rows(read_workbook(path, [table(naam="Blad {jaar}")], LAYOUT, PEILDATUM)) == [(2, "2", "2")]


def test_a_sheet_is_found_by_its_number_whatever_its_name(tmp_path: Path):
    content = wb.workbook({"Eén": [["Een", "Twee"], [1, "#N/A"]], "Blad": [["Een", "Twee"], [2, 2]]})
    path = save(tmp_path, content)
    assert rows(read_workbook(path, [table(naam=None, nummer=1)], LAYOUT, PEILDATUM)) == [(2, "1", "#N/A")]
    assert rows(read_workbook(path, [table(naam=None, nummer=2)], LAYOUT, PEILDATUM)) == [(2, "2", "2")]
    with pytest.raises(Afgekeurd, match="de werkmap heeft geen 3e blad"):
        read_workbook(path, [table(naam=None, nummer=3)], LAYOUT, PEILDATUM)


def hidden_and_charted(state: str) -> bytes:
    """A workbook with a hidden sheet and a chart before the sheet that people see first."""
    from openpyxl import Workbook

    book = Workbook()
    hidden = book.active
    hidden.title, hidden.sheet_state = "Lijstjes", state
    hidden.append(["Een", "Twee"])
    book.create_chartsheet("Grafiek")
    for name, number in (("Cijfers 1234567", 1), ("Meer", 2)):
        sheet = book.create_sheet(name)
        sheet.append(["Een", "Twee"])
        sheet.append([number, number])
    book.active = 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_first_sheet_is_the_first_that_people_see_cells_on(tmp_path: Path, state: str):
    path = save(tmp_path, hidden_and_charted(state))
    assert rows(read_workbook(path, [table(naam=None, nummer=1)], LAYOUT, PEILDATUM)) == [(2, "1", "1")]
    assert rows(read_workbook(path, [table(naam=None, nummer=2)], LAYOUT, PEILDATUM)) == [(2, "2", "2")]
    assert rows(read_workbook(path, [table(naam="Lijstjes")], LAYOUT, PEILDATUM)) == []
    with pytest.raises(Afgekeurd, match="geen 3e blad"):
        read_workbook(path, [table(naam=None, nummer=3)], LAYOUT, PEILDATUM)
    with pytest.raises(Afgekeurd, match="'Grafiek' ontbreekt"):
        read_workbook(path, [table(naam="Grafiek")], LAYOUT, PEILDATUM)


def test_where_the_header_of_a_numbered_sheet_does_not_fit_the_message_names_the_sheet(tmp_path: Path):
    path = save(tmp_path, hidden_and_charted("hidden"))
    with pytest.raises(Afgekeurd, match=r"^blad 'Cijfers …': de koprij") as refused:
        read_workbook(path, [table(naam=None, nummer=1, kopregel=2)], LAYOUT, PEILDATUM)
    assert (refused.value.regel, refused.value.tabel) == ("kop", "t")


def test_a_numbered_sheet_with_somebodys_name_is_told_by_its_number(tmp_path: Path):
    path = save(tmp_path, wb.workbook({"Jan de Vries": [["Ander", "Iets"], [1, 2]]}))
    with pytest.raises(Afgekeurd, match=r"^het 1e blad: de koprij"):
        read_workbook(path, [table(naam=None, nummer=1)], LAYOUT, PEILDATUM)


def test_of_a_workbook_with_one_table_a_fault_of_the_header_needs_no_sheet(tmp_path: Path):
    path = save(tmp_path, wb.workbook({"Blad": [["Een", "Ander"], [1, 2]]}))
    with pytest.raises(Afgekeurd, match=r"^de koprij wijkt af"):
        read_workbook(path, [table()], LAYOUT, PEILDATUM)


@pytest.mark.parametrize("name", ["blad", "BLAD", "Blad ", " blad"])
def test_a_sheet_with_other_capitals_or_spaces_is_read_with_a_remark(tmp_path: Path, name: str):
    path = save(tmp_path, wb.workbook({name: [["Een", "Twee"], [1, "#N/A"]]}))
    inhoud = read_workbook(path, [table()], LAYOUT, PEILDATUM)
    assert rows(inhoud) == [(2, "1", "#N/A")]
    assert [remark.regel for remark in inhoud.opmerkingen] == ["bladnaam"]


def test_the_sheet_with_the_very_name_goes_before_one_like_it_and_of_two_alike_none_is_chosen(tmp_path: Path):
    sheets: dict[str, list[list[Any]]] = {"Blad ": [["Een", "Twee"], [1, 1]], "Blad": [["Een", "Twee"], [2, 2]]}
    inhoud = read_workbook(save(tmp_path, wb.workbook(sheets)), [table()], LAYOUT, PEILDATUM)
    assert rows(inhoud) == [(2, "2", "2")]
    assert [remark.regel for remark in inhoud.opmerkingen] == ["blad_onbekend"]
    path = save(tmp_path, wb.workbook({"Blad ": sheets["Blad "], " blad": sheets["Blad"]}))
    with pytest.raises(Afgekeurd, match="'Blad' ontbreekt"):
        read_workbook(path, [table()], LAYOUT, PEILDATUM)


@pytest.mark.parametrize("below", [[], [[]], [[], ["toelichting"]]])
def test_a_table_ends_at_its_total_and_a_note_below_is_no_record(tmp_path: Path, below: list[list[Any]]):
    inhoud = read(tmp_path, [["Een", "Twee"], [1, 2], [], ["Totaal: 1"], *below], totaalregel="Totaal: {aantal}")
    assert rows(inhoud) == [(2, "1", "2")]
    assert (inhoud.tabellen["t"].aangekondigd, inhoud.tabellen["t"].fouten) == (1, [])


@pytest.mark.parametrize("total", ["Totaal: een", "Totaal: ", "Totaal: 1.0", "totaal: 1", "Totaal: 123456789"])
def test_a_total_that_is_no_count_is_no_total(tmp_path: Path, total: str):
    inhoud = read(tmp_path, [["Een", "Twee"], [1, 2], [], [total]], totaalregel="Totaal: {aantal}")
    assert inhoud.tabellen["t"].aangekondigd is None
    assert [fault.regel for fault in inhoud.tabellen["t"].fouten] == ["totaalregel"]


def test_data_below_the_total_is_a_fault_that_names_its_row(tmp_path: Path):
    inhoud = read(tmp_path, [["Een", "Twee"], [1, 2], ["Totaal: 1"], [], [3, 4]], totaalregel="Totaal: {aantal}")
    (fault,) = inhoud.tabellen["t"].fouten
    assert (fault.regel, "rij 5" in fault.reden) == ("totaalregel", True)


@pytest.mark.parametrize("footer", [[], [[]], [[], ["bron", "x"]], [["bron"]], [[None, "x"]]])
def test_a_table_without_a_total_ends_at_a_blank_row_or_a_footer(tmp_path: Path, footer: list[list[Any]]):
    assert rows(read(tmp_path, [["Een", "Twee"], [1, 2], [3, 4], *footer], einde="lege_rij")) == [
        (2, "1", "2"),
        (3, "3", "4"),
    ]


@pytest.mark.parametrize("cell", ["Peildatum: 31-12-2024", " peildatum:31-12-2024 ", "Peildatum:  31-12-2024"])
def test_the_peildatum_of_the_sheet_agrees_with_the_name_of_the_file(tmp_path: Path, cell: str):
    assert len(rows(read(tmp_path, [["Een", "Twee", cell], [1, 2]], peildatumcel="C1"))) == 1


@pytest.mark.parametrize(
    "cell",
    [None, "31-12-2024", "Peildatum: 31-12-24", "Peildatum: december", "Peildatum: 30-12-2024", date(2024, 12, 31)],
)
def test_a_sheet_with_another_peildatum_or_none_is_refused(tmp_path: Path, cell: Any):
    with pytest.raises(Afgekeurd, match="C1 van t"):
        read(tmp_path, [["Een", "Twee", cell], [1, 2]], peildatumcel="C1")


# --- what a workbook may not be
# ------------------------------------------------------------------------------------------


SHEET = "xl/worksheets/sheet1.xml"
SOUND = wb.workbook({"Blad": [["Een", "Twee"], *([n, n] for n in range(50))]})


def refused(folder: Path, content: bytes) -> str:
    with pytest.raises(Afgekeurd) as refusal:
        read_workbook(save(folder, content), [table()], LAYOUT, PEILDATUM)
    return refusal.value.regel


@pytest.mark.parametrize("length", range(1, len(SOUND), 307))
def test_a_workbook_that_is_cut_off_anywhere_is_refused(tmp_path: Path, length: int):
    assert refused(tmp_path, SOUND[:length]) in ("beschadigd", "bestandssoort")


@pytest.mark.parametrize("place", range(0, len(SOUND), 307))
def test_a_workbook_with_a_byte_changed_anywhere_is_refused_or_reads_the_same(tmp_path: Path, place: int):
    content = bytearray(SOUND)
    content[place] ^= 0xFF
    path = save(tmp_path, bytes(content))
    try:
        found = rows(read_workbook(path, [table()], LAYOUT, PEILDATUM))
    except Afgekeurd:
        found = []
    assert found in ([], [(n + 2, str(n), str(n)) for n in range(50)])


@pytest.mark.parametrize("place", [len(SOUND) - 60, len(SOUND), 2**31, 2**32 - 2])
def test_a_workbook_with_a_part_that_begins_where_none_can_be_is_refused(tmp_path: Path, place: int):
    first = SOUND.index(b"PK\x01\x02")
    offset = slice(first + 42, first + 46)
    assert SOUND[offset] == bytes(4), "the first part stands at the beginning"
    assert refused(tmp_path, SOUND[: offset.start] + place.to_bytes(4, "little") + SOUND[offset.stop :]) == "beschadigd"


@pytest.mark.parametrize(
    ("old", "new", "regel"),
    [
        (b"</sheetData>", b"<sheetData>", "beschadigd"),
        (b'r="A1"', b'r="A0"', "beschadigd"),
        (b"<sheetData>", b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "omvang"),
        (b"<sheetData>", b'<sheetData><row r="1048576"><x:c s="1" r="ZZ1048576" t="n"><v>1</v></x:c></row>', "omvang"),
    ],
)
def test_a_sheet_that_cannot_be_read_safely_is_refused(tmp_path: Path, old: bytes, new: bytes, regel: str):
    assert refused(tmp_path, wb.repacked(SOUND, SHEET, old, new)) == regel


def test_cells_far_to_the_right_that_are_only_coloured_do_no_harm(tmp_path: Path):
    coloured = b'<sheetData><row r="1"><c r="XFD1" s="0"/></row>'
    content = wb.repacked(SOUND, SHEET, b"<sheetData>", coloured)
    assert len(rows(read_workbook(save(tmp_path, content), [table()], LAYOUT, PEILDATUM))) == 50


def test_a_part_that_would_unpack_to_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package_size, "LARGEST_PART", 1000)
    assert refused(tmp_path, SOUND) == "omvang"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_lacks_a_part_is_refused(tmp_path: Path, part: str):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
    assert refused(tmp_path, out.getvalue()) in ("beschadigd", "bestandssoort")


def test_a_table_without_a_sheet_in_its_contract_is_an_error_of_ours(tmp_path: Path):
    with pytest.raises(ValueError, match="heeft geen blad"):
        read_workbook(save(tmp_path, SOUND), [table().model_copy(update={"blad": None})], LAYOUT, PEILDATUM)
