"""The workbooks as somebody opens them who has LibreOffice: nothing to mend, the same amounts, the same charts."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.reporting.libreoffice import ABSENT, AS_SHOWN, CALCULATED, found_or_said, opened
from tests.reporting.test_quarantine_workbook import broken, write

pytestmark = pytest.mark.long

PC_TABELLEN = "pc-tabellen.xlsx"
ACCOUNT = "programmarekening-vitaal-sociaal-2024-enschede-jaarrekening-2024"
TABLES = (ACCOUNT, "doel-01.01-indicatoren", "jeugdhulp_zwaar_pct-reeks")


@pytest.fixture(scope="module")
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A workbook of every kind that the project writes, by name."""
    found_or_said(os.environ)
    report: Path = request.getfixturevalue("demo_report")
    downloads = [report / "tabellen" / "enschede" / f"{name}.xlsx" for name in TABLES]
    quarantine = write(tmp_path_factory.mktemp("quarantaine"), **broken(3))
    return {path.name: path for path in (report / PC_TABELLEN, *downloads, *quarantine)}


@pytest.fixture(scope="module")
def calculated(written: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same workbooks, opened, calculated and saved by LibreOffice."""
    saved = opened([*written.values()], tmp_path_factory.mktemp("gerekend"), CALCULATED)
    return {path.name: path for path in saved}


def sheets(workbook: Path, *, outcomes: bool = True) -> list[Worksheet]:
    return [s for s in openpyxl.load_workbook(workbook, data_only=outcomes).worksheets if isinstance(s, Worksheet)]


def charts(workbook: Path) -> int:
    with zipfile.ZipFile(workbook) as parts:
        return sum(bool(re.fullmatch(r"xl/charts/chart\d+\.xml", name)) for name in parts.namelist())


def test_every_kind_of_workbook_opens_and_keeps_its_sheets_and_charts(
    written: dict[str, Path], calculated: dict[str, Path]
) -> None:
    assert calculated.keys() == written.keys()
    for name, path in written.items():
        assert [s.title for s in sheets(calculated[name])] == [s.title for s in sheets(path)], name
        assert charts(calculated[name]) == charts(path), name
    assert charts(written[PC_TABELLEN]) > 50


def test_every_formula_comes_to_the_amount_that_we_wrote_and_none_to_an_error(
    written: dict[str, Path], calculated: dict[str, Path]
) -> None:
    formulas = 0
    for name, path in written.items():
        for ours, theirs, kinds in zip(
            sheets(path), sheets(calculated[name]), sheets(path, outcomes=False), strict=True
        ):
            assert not [c.coordinate for row in theirs.iter_rows() for c in row if c.data_type == "e"], ours.title
            for cell in (c for row in ours.iter_rows() for c in row if isinstance(c.value, int | float)):
                assert theirs[cell.coordinate].value == pytest.approx(cell.value), (
                    f"{name} {ours.title} {cell.coordinate}"
                )
                formulas += kinds[cell.coordinate].data_type == "f"
    assert formulas > 100


def test_libreoffice_does_calculate_and_does_not_repeat_what_stands_there(
    written: dict[str, Path], tmp_path: Path
) -> None:
    wrong, cell = tmp_path / "onjuist.xlsx", re.compile(rb"(</f><v>)[^<]+")
    right = written[f"{ACCOUNT}.xlsx"]
    with zipfile.ZipFile(right) as parts, zipfile.ZipFile(wrong, "w") as changed:
        for part in parts.infolist():
            changed.writestr(part, cell.sub(rb"\g<1>987654", parts.read(part)))
    numbers = [[c.value for row in s.iter_rows() for c in row] for s in sheets(wrong)]
    assert any(987654 in values for values in numbers)
    (saved,) = opened([wrong], tmp_path / "gerekend", CALCULATED)
    assert [[c.value for row in s.iter_rows() for c in row] for s in sheets(saved)] == [
        [c.value for row in s.iter_rows() for c in row] for s in sheets(right)
    ]


def test_a_reader_in_the_netherlands_sees_amounts_as_the_account_prints_them(
    written: dict[str, Path], tmp_path: Path
) -> None:
    shown = "".join(
        path.read_text(encoding="utf-8") for path in opened([written[f"{ACCOUNT}.xlsx"]], tmp_path, AS_SHOWN)
    )
    assert "491.064" in shown
    assert "-332.426" in shown
    assert "###" not in shown


def test_what_libreoffice_cannot_open_is_not_taken_for_opened(tmp_path: Path) -> None:
    found_or_said(os.environ)
    (tmp_path / "half.xlsx").write_bytes(b"PK\x03\x04 half")
    with pytest.raises(AssertionError, match="could not be loaded"):
        opened([tmp_path / "half.xlsx"], tmp_path, CALCULATED)


def test_without_libreoffice_the_tests_skip_and_where_it_is_promised_they_fail() -> None:
    with pytest.raises(pytest.skip.Exception, match="make browser"):
        found_or_said({"PATH": "/nergens"})
    with pytest.raises(pytest.fail.Exception, match=ABSENT.split(":", maxsplit=1)[0]):
        found_or_said({"PATH": "/nergens", "CI": "true"})
    assert found_or_said({"PATH": "/nergens", "DWH_SOFFICE": "/bin/sh"}) == "/bin/sh"
