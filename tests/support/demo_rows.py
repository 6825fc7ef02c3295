"""The demo's typed extracts read back: the rows of a workbook as text, by the headers of its layout."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl

Row = dict[str, str]


def as_text(value: object) -> str:
    """A cell as text: empty for none, a date as ISO."""
    return "" if value is None else f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)


@cache
def first_sheet(path: Path, header: int = 1) -> list[Row]:
    """The rows under the header of the first sheet. Look, do not touch: all who ask get the same."""
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=header, values_only=True)
    names = [str(cell) for cell in next(rows)]
    return [dict(zip(names, map(as_text, row), strict=True)) for row in rows]


def number(typed: str) -> float:
    """The number in a typed cell, without what was typed around it."""
    bare = re.sub(r"\(.*?\)|[*% ]", "", typed)
    return float(bare.replace(".", "").replace(",", "."))
