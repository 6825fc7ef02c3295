"""Workbooks of which the appearance was changed by hand: merged cells, hidden rows and sheets.

Belongs here: what Excel's own menus do to a sound workbook. Does not belong here: its values.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any


def merged(content: bytes, cells: str) -> bytes:
    """The workbook with these cells of its first sheet made one: Excel keeps what stands in the first."""
    return _changed(content, lambda book: book.worksheets[0].merge_cells(cells))


def hidden_row(content: bytes, row: int) -> bytes:
    """The workbook with a row of its first sheet out of sight, as a filter leaves it."""

    def hide(book: Any) -> None:
        book.worksheets[0].row_dimensions[row].hidden = True

    return _changed(content, hide)


def hidden_sheet_before(content: bytes) -> bytes:
    """The workbook with a sheet that nobody sees before the first."""

    def add(book: Any) -> None:
        sheet = book.create_sheet("Lijsten", 0)
        sheet.append(["keuzelijst", "x"])
        sheet.sheet_state = "hidden"

    return _changed(content, add)


def _changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
