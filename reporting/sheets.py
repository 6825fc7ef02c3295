"""How sheets of a workbook look: tables that can be read, filtered and printed, and files that are the same each time.

Belongs here: openpyxl. Everything is written as text, a number or nothing, never as a formula. Does not belong here:
what the sheets say.
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reporting.safe_cells import safe_text

LETTER = "Calibri"
"""Named in every style: a font without a name is drawn as the program likes, bold otherwise than the rest."""
REGELHOOGTE = 15.0
"""Of one line, in points."""
_HEAD, _TITLE = Font(LETTER, bold=True, color="FFFFFF"), Font(LETTER, bold=True, size=14)
_LABEL = Font(LETTER, bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="1F3864")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Kolom:
    """A column of a table: its header, and its width in characters."""

    kop: str
    breedte: int


def add_lines(sheet: Worksheet, title: str, lines: Sequence[tuple[str, str]]) -> int:
    """Write a title and lines of a label and a text; the number of the row after them and an empty one."""
    _put(sheet, 1, 1, title).font = _TITLE
    for number, (label, text) in enumerate(lines, 3):
        cell = _put(sheet, number, 1, label)
        cell.font, cell.alignment = _LABEL, Alignment(vertical="top")
        _put(sheet, number, 2, text).alignment = _WRAPPED
    return len(lines) + 4


def add_table(
    sheet: Worksheet,
    columns: Sequence[Kolom],
    rows: Sequence[Sequence[object]],
    heading: str,
    *,
    first_row: int = 1,
    last_line: str | None = None,
) -> None:
    """Write a table with its header at `first_row`, which stays in view and is repeated on paper where it is the first
    of the sheet; `last_line` stands below it, outside the filter."""
    for number, column in enumerate(columns, 1):
        cell = _put(sheet, first_row, number, column.kop)
        cell.font, cell.fill, cell.alignment = _HEAD, _HEAD_FILL, _WRAPPED
        sheet.column_dimensions[get_column_letter(number)].width = column.breedte
    for number, row in enumerate(rows, first_row + 1):
        for position, value in enumerate(row, 1):
            _put(sheet, number, position, value).alignment = _WRAPPED
        set_height(sheet, number, ((str(value), column.breedte) for value, column in zip(row, columns, strict=True)))
    last = first_row + len(rows)
    if first_row == 1:
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    if last_line:
        _put(sheet, last + 2, 1, last_line).font = _LABEL
    set_up_for_paper(sheet, heading)


def set_height(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> int:
    """Make a row high enough for texts that wrap in columns of these widths (in characters): not every program does so
    by itself when it opens a file. Returns how many lines the highest takes."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = lines * REGELHOOGTE
    return lines


def _lines(text: str, width: float) -> int:
    """Lines that a text takes, on the safe side: letters are not all as wide as a digit."""
    room = max(1, int(width) - 2)
    return sum(len(textwrap.wrap(line, room)) or 1 for line in text.split("\n")) if len(text) > room else 1


def save_workbook(workbook: Workbook, path: Path, title: str, moment: datetime) -> Path:
    """Save a workbook whole or not at all, with this moment (UTC) as the time it was made and no other time in it."""
    properties = workbook.properties
    properties.title, properties.creator = safe_text(title), "Datawarehouse sociaal domein"
    made = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    properties.created = properties.modified = made.replace(microsecond=0)
    packed = io.BytesIO()
    # Not Workbook.save, which writes the present time into it.
    ExcelWriter(workbook, zipfile.ZipFile(packed, "w")).save()
    aside = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(packed) as made_now, zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as timeless:
        for name in made_now.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            timeless.writestr(entry, made_now.read(name))
    aside.replace(path)
    return path


def _put(sheet: Worksheet, row: int, column: int, value: object) -> Cell:
    """A cell that holds a number, nothing, or text that nothing calculates with."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"cell {row}, {column} is merged")
    if isinstance(value, int):
        cell.value = value
    elif value is not None:
        cell.value = safe_text(str(value))
        cell.data_type = "s"
    return cell


def set_up_for_paper(sheet: Worksheet, heading: str) -> None:
    """Let a sheet print on the width of A4 paper on its side, with this heading and the page number in its footer."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    # An ampersand in a footer begins a code of its own.
    left = _HeaderFooterPart(safe_text(heading).replace("&", "&&"))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=left, right=_HeaderFooterPart("Bladzijde &P van &N"))
