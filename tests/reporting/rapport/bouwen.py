"""Building the report of a set made by hand.

Belongs here: from rows to a folder. Does not belong here: rows.
"""

from __future__ import annotations

from pathlib import Path

from reporting.rapport import build_report
from tests.reporting.pages import Page
from tests.reporting.published import RUN, Rows, write


def built(home: Path, rows: Rows, without: tuple[str, ...] = ()) -> Path:
    """The report of these rows, in a folder of its own."""
    build_report(write(home / "marts.duckdb", rows, without=without), home / "rapport", RUN, home)
    return home / "rapport"


def page(site: Path, name: str) -> Page:
    return Page(site / name)
