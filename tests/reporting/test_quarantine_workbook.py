"""The workbook for the owner of a source: it says what to mend and where, opens everywhere, calculates nothing, and goes when the work is done."""

from __future__ import annotations

import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from reporting import quarantine_work
from reporting.quarantine_folder import workbook_name, write_workbooks
from reporting.quarantine_work import AS_A_WHOLE, MAX_ROWS_PER_RULE, next_name, open_work
from reporting.safe_cells import LONGEST, safe_text
from tests.support.marts import write_marts
from tests.support.night import ROOT

NAME = "GM0153_uitkeringen_20241231_01.csv"


@dataclass(frozen=True)
class Run:
    vandaag: date = date(2025, 2, 10)
    gebouwd_op: datetime = datetime(2025, 2, 10, 1, 5, tzinfo=UTC)
    demo: bool = False


def broken(count: int = 1, **changes: Any) -> dict[str, list[dict[str, Any]]]:
    """The tables of a delivery of which this many rows break one rule."""
    shown = ", ".join(str(number) for number in range(2, min(count, 20) + 2)) + (" …" if count > 20 else "")
    return {
        "fct_levering": [{"rijen_quarantaine": count, "rijen_geladen": 100 - count} | changes],
        "mart_quarantaine": [
            {"aantal": count, "rijnummers": shown}
            | {key: value for key, value in changes.items() if key == "bestandsnaam"}
        ],
        "quarantaine": [
            {"rijnummer": number, "reden": "REGELING is PW of IOAW. Er staat: 12"} for number in range(2, count + 2)
        ],
        "dim_feed": [{}],
        "dim_regel": [{}],
    }


def write(tmp_path: Path, run: Run | None = None, **rows: list[dict[str, Any]]) -> list[Path]:
    return write_workbooks(write_marts(tmp_path / "marts.duckdb", **rows), tmp_path / "out", run or Run())


def book(tmp_path: Path, run: Run | None = None, **rows: list[dict[str, Any]]) -> Workbook:
    (path,) = write(tmp_path, run, **rows)
    return load_workbook(path)


def table(workbook: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet that is one table, by header."""
    head, *rows = workbook[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def words(workbook: Workbook, sheet: str = "Uitleg") -> str:
    return "\n".join(
        str(cell) for row in workbook[sheet].iter_rows(values_only=True) for cell in row if cell is not None
    )


class TestWhatItSays:
    def test_each_rule_has_its_count_its_first_rows_and_what_is_expected(self, tmp_path: Path):
        (rule,) = table(book(tmp_path, **broken(3)), "Per regel")
        assert rule["Bestand"] == NAME
        assert (rule["Kolom"], rule["Regel"], rule["Ernst"]) == ("REGELING", "code", "fout")
        assert rule["Aantal rijen"] == 3
        assert rule["Eerste rijen (hooguit twintig)"] == "2, 3, 4"
        assert rule["Wat wordt verwacht"] == "REGELING is PW of IOAW."
        assert "lever het bestand opnieuw" in rule["Wat u kunt doen"]

    def test_each_row_has_the_number_that_it_has_in_the_file(self, tmp_path: Path):
        rows = table(book(tmp_path, **broken(3)), "Rijen")
        assert [row["Rij in het bestand"] for row in rows] == [2, 3, 4]
        assert {row["Wat wordt verwacht"] for row in rows} == {"REGELING is PW of IOAW. Er staat: 12"}

    def test_the_explanation_says_which_file_when_it_came_and_how_its_correction_is_called(self, tmp_path: Path):
        rows = broken(2)
        rows["fct_levering"].append(
            {"levering_id": "ssd.uitkeringen.2", "volgnummer": 2, "status": "afgekeurd", "bestandsnaam": "x.csv"}
        )
        text = words(book(tmp_path, **rows))
        assert NAME in text
        assert "20-01-2025 07:00" in text, "on the clock of whoever reads it"
        assert "GM0153_uitkeringen_20241231_03.csv" in text, "after the highest volgnummer, also a rejected one"
        assert "Werk & Inkomen (werk@gemeente.example)" in text
        assert "10-02-2025" in text
        assert "hele bestand" in text

    def test_a_rejected_delivery_says_why_none_of_it_was_loaded(self, tmp_path: Path):
        text = words(book(tmp_path, **broken(2, status="afgekeurd", reden="Te veel rijen zijn onjuist.")))
        assert "Afgekeurd: Te veel rijen zijn onjuist." in text

    @pytest.mark.parametrize(("run", "levering"), [(Run(demo=True), {}), (Run(), {"synthetisch": True})])
    def test_that_it_is_made_up_is_said(self, tmp_path: Path, run: Run, levering: dict[str, Any]):
        assert "synthetisch" in words(book(tmp_path, run, **broken(1, **levering)))
        assert "synthetisch" not in words(book(tmp_path, Run(), **broken(1)))

    def test_counts_are_those_of_the_mart(self, tmp_path: Path):
        rows = broken(4)
        rows["mart_quarantaine"].append(
            {"controle_id": "ssd.uitkeringen.bsn.elfproef", "regel": "elfproef", "aantal": 2}
        )
        rows["quarantaine"] += [{"controle_id": "ssd.uitkeringen.bsn.elfproef", "rijnummer": n} for n in (3, 9)]
        workbook = book(tmp_path, **rows)
        assert sum(rule["Aantal rijen"] for rule in table(workbook, "Per regel")) == 6
        assert len(table(workbook, "Rijen")) == 6

    def test_a_file_that_is_wrong_as_a_whole_is_told_without_a_list_of_all_its_rows(self, tmp_path: Path):
        rows = broken(2, status="afgekeurd", reden="Kolom BSN ontbreekt.")
        whole = {"controle_id": "ssd.uitkeringen.bestand.kop", "regel": "kop", "kolom": None, "rijnummers": None}
        rows["mart_quarantaine"].append(whole | {"aantal": 100, "verwachting": "Kolom BSN ontbreekt."})
        rows["quarantaine"] += [
            {"controle_id": "ssd.uitkeringen.bestand.kop", "rijnummer": n, "reden": AS_A_WHOLE} for n in range(4, 102)
        ]
        workbook = book(tmp_path, **rows)
        kop = next(rule for rule in table(workbook, "Per regel") if rule["Regel"] == "kop")
        assert (kop["Ernst"], kop["Eerste rijen (hooguit twintig)"]) == ("fataal", "het hele bestand")
        assert [row["Rij in het bestand"] for row in table(workbook, "Rijen")] == [2, 3]

    def test_a_list_without_rows_says_where_to_look_instead(self, tmp_path: Path):
        whole = {"controle_id": "ssd.uitkeringen.bestand.leeg", "regel": "leeg", "rijnummers": None, "aantal": 0}
        workbook = book(tmp_path, fct_levering=[{"status": "afgekeurd"}], mart_quarantaine=[whole])
        assert "Zie het blad 'Per regel'" in words(workbook, "Rijen")

    def test_the_ledger_and_the_mart_word_it_the_same(self):
        for path in ("expectations/keuring.py", "dbt_project/models/kwaliteit/mart_quarantaine.sql"):
            assert AS_A_WHOLE in (ROOT / path).read_text(encoding="utf-8")


class TestWhichThereAre:
    def test_one_per_feed_and_municipality_named_after_them(self, tmp_path: Path):
        rows = broken(1)
        for table_name in ("fct_levering", "mart_quarantaine"):
            rows[table_name].append(rows[table_name][0] | {"gemeente_code": "GM1700", "levering_id": "t"})
            rows[table_name].append(rows[table_name][0] | {"bron": "opgave", "feed": "ggd", "levering_id": "o"})
        names = [path.name for path in write(tmp_path, **rows)]
        assert names == ["opgave_ggd_GM0153.xlsx", "ssd_uitkeringen_GM0153.xlsx", "ssd_uitkeringen_GM1700.xlsx"]

    def test_without_open_work_there_is_none(self, tmp_path: Path):
        assert write(tmp_path, fct_levering=[{}]) == []

    def test_a_corrected_delivery_takes_the_workbook_away_and_nothing_else(self, tmp_path: Path):
        (path,) = write(tmp_path, **broken(2))
        note = path.with_name("aantekeningen.xlsx")
        note.write_bytes(b"van iemand anders")
        assert write(tmp_path, fct_levering=[{}]) == []
        assert not path.exists()
        assert note.exists()

    def test_a_feed_that_no_contract_knows_any_more_is_called_by_its_own_name(self, tmp_path: Path):
        rows = broken(1)
        del rows["dim_feed"], rows["dim_regel"]
        workbook = book(tmp_path, **rows)
        assert "ssd/uitkeringen" in words(workbook)
        assert table(workbook, "Per regel")[0]["Ernst"] == "fout"


class TestHowItLooks:
    def test_headers_stay_in_view_can_be_filtered_and_come_back_on_every_page(self, tmp_path: Path):
        workbook = book(tmp_path, **broken(3))
        for name, area in (("Per regel", "A1:I2"), ("Rijen", "A1:F4")):
            sheet = workbook[name]
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref == area
            assert sheet.print_title_rows == "$1:$1"
        for sheet in workbook:
            assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert "&P" in sheet.oddFooter.right.text
        assert workbook["Rijen"]["F2"].alignment.wrap_text
        assert workbook["Rijen"].column_dimensions["F"].width > 60

    def test_the_same_set_gives_the_same_bytes(self, tmp_path: Path):
        (path,) = write(tmp_path, **broken(3))
        first = path.read_bytes()
        (path,) = write(tmp_path, **broken(3))
        assert path.read_bytes() == first
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert load_workbook(path).properties.modified == datetime(2025, 2, 10, 1, 5)

    def test_nothing_half_is_left_beside_it(self, tmp_path: Path):
        (path,) = write(tmp_path, **broken(3))
        assert list(path.parent.iterdir()) == [path]


HOSTILE = [
    "=HYPERLINK(\"http://kwaad.example\",\"klik\").csv", "+1+1.csv", "-2+3.csv", "@SUM(A1:A9).csv", "\t=1+1.csv", "\r=1+1.csv", " =1+1.csv",
    "＝1+1.csv", "|cmd.csv", "a\nb\x00c\x1f.csv", "naam met <b>&amp;</b> en 'quotes\".csv",
]  # fmt: skip


class TestTextFromOutside:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_file_name_is_text_and_never_calculated_with(self, tmp_path: Path, name: str):
        (path,) = write(tmp_path, **broken(1, bestandsnaam=name))
        with zipfile.ZipFile(path) as archive:
            sheets = [archive.read(part).decode() for part in archive.namelist() if "worksheets/sheet" in part]
        assert len(sheets) == 3
        assert not any("<f>" in sheet or "<f " in sheet or "<hyperlink" in sheet for sheet in sheets)
        for sheet in load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                assert cell.data_type in ("s", "n")
                assert str(cell.value).strip()[:1] not in "=+-@|＝"
        assert table(load_workbook(path), "Rijen")[0]["Bestand"].lstrip("'").strip()

    @given(st.text())
    def test_no_text_begins_a_formula_or_leaves_its_cell(self, text: str):
        safe = safe_text(text)
        assert not safe.strip() or safe.strip()[0] not in "=+-@|%＝＋－＠"
        assert not set(safe) & set("\t\r\n\x00\x0b\x1b")
        assert len(safe) <= LONGEST

    @pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\xad", "\u2060", "\u202e", "\xa0 \u200e"])
    @pytest.mark.parametrize("sign", "=+-@|%＝＋－＠﹦﹢﹣﹫")
    def test_what_nobody_sees_hides_no_formula(self, unseen: str, sign: str):
        assert safe_text(f"{unseen}{sign}cmd|'/c calc'!A1").startswith("'")

    def test_ordinary_text_stays_as_it_is(self):
        text = "Café 'Het Hoekje' (50%) - 1 = één @ home"
        assert safe_text(text) == text

    def test_a_text_that_is_longer_than_a_cell_is_cut(self):
        assert len(safe_text("=" * 40_000)) == LONGEST


class TestManyRows:
    def test_a_rule_that_everything_breaks_hides_no_other_and_the_last_line_says_how_many_more(self, tmp_path: Path):
        marts = write_marts(tmp_path / "marts.duckdb", **broken(1))
        with duckdb.connect(str(marts)) as con:
            con.execute("DELETE FROM kwaliteit.quarantaine; UPDATE kwaliteit.mart_quarantaine SET aantal = 60000")
            con.execute(
                "INSERT INTO kwaliteit.quarantaine SELECT 'ssd.uitkeringen.1', 'uitkeringen', r + 1, "
                "'ssd.uitkeringen.regeling.code', 'REGELING', 'REGELING is PW of IOAW.' FROM range(1, 60001) AS t(r)"
            )
            con.execute(
                "INSERT INTO kwaliteit.mart_quarantaine SELECT * REPLACE ('andere' AS controle_id, 'andere' AS regel, "
                "1 AS aantal) FROM kwaliteit.mart_quarantaine"
            )
            con.execute(
                "INSERT INTO kwaliteit.quarantaine VALUES ('ssd.uitkeringen.1', 'uitkeringen', 59000, 'andere', NULL, NULL)"
            )
        began = time.perf_counter()
        (path,) = write_workbooks(marts, tmp_path / "out", Run())
        seconds = time.perf_counter() - began
        rows = table(load_workbook(path), "Rijen")
        named = [row for row in rows if row["Regel"]]
        assert len(named) == MAX_ROWS_PER_RULE + 1
        assert named[-1]["Rij in het bestand"] == 59_000
        assert rows[-1]["Bestand"].startswith("En nog 58000 regels die hier niet staan")
        assert path.stat().st_size < 500_000
        assert seconds < 20, "on a machine that does other things as well"

    def test_a_workbook_is_limited_as_a_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(quarantine_work, "MAX_ROWS", 5)
        (work,) = open_work(write_marts(tmp_path / "marts.duckdb", **broken(12)))
        assert (work.aantal, len(work.rijen), work.niet_genoemd) == (12, 5, 7)

    def test_when_all_rows_are_named_there_is_no_such_line(self, tmp_path: Path):
        assert "En nog" not in words(book(tmp_path, **broken(25)), "Rijen")


@pytest.mark.parametrize(
    ("name", "highest", "expected"),
    [
        (NAME, 1, "GM0153_uitkeringen_20241231_02.csv"),
        ("GM0153_opvang_20231231_09.xlsx", 9, "GM0153_opvang_20231231_10.xlsx"),
        ("03759ned.json", 1, None),
        (NAME, None, None),
    ],
)
def test_a_correction_gets_the_next_volgnummer(name: str, highest: int | None, expected: str | None):
    assert next_name(name, highest) == expected


def test_the_name_is_the_one_that_the_dashboard_links_to():
    assert workbook_name("ssd", "uitkeringen", "GM0153") == "ssd_uitkeringen_GM0153.xlsx"
