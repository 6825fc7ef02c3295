"""What was measured, as a table for people: on the screen and in a page.

Belongs here: writing outcomes down. Does not belong here: measuring, and the text around the table, which is written by
hand in the page itself.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks.gevallen import GIGABYTE, Uitkomst

README = Path(__file__).with_name("README.md")
_BEGIN, _END = "<!-- measured: make bench writes this -->", "<!-- /measured -->"
_PACKAGES = ("duckdb", "dbt-core", "dagster", "pyarrow")
_HEADER = ("Case", "Clock (s)", "CPU (s)", "Peak (GB)", "On disk (GB)", "Measured", "Target", "")


def table(outcomes: Iterable[Uitkomst]) -> str:
    """The outcomes in Markdown."""
    rows = [_HEADER, tuple("---" for _ in _HEADER), *(_row(outcome) for outcome in outcomes)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(outcome: Uitkomst) -> tuple[str, ...]:
    meting, unit = outcome.meting, outcome.eenheid
    return (
        outcome.naam,
        f"{meting.seconden:.1f}",
        f"{meting.cpu:.1f}",
        f"{meting.piek / GIGABYTE:.2f}",
        "" if outcome.schijf is None else f"{outcome.schijf / GIGABYTE:.2f}",
        "" if outcome.maat is None else f"{outcome.maat:.2f} {unit}",
        "" if outcome.doel is None else f"≤ {outcome.doel:g} {unit}",
        {None: "", True: "met", False: "**not met**"}[outcome.gehaald],
    )


def circumstances() -> str:
    """On what it was measured, in general terms."""
    memory = psutil.virtual_memory().total / GIGABYTE
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"Measured on {date.today():%Y-%m-%d} with {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB of "  # noqa: DTZ011
        f"memory, {platform.system()}, Python {platform.python_version()}, {packages}."
    )


def write_down(text: str, page: Path) -> None:
    """Put the text in a page, in the place of what was measured before. Raises ValueError where the marks are
    gone."""
    whole = page.read_text(encoding="utf-8")
    before, begin, rest = whole.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{page.name} has no place for what is measured ({_BEGIN} … {_END})")
    page.write_text(f"{before}{_BEGIN}\n\n{text}\n\n{_END}{after}", encoding="utf-8")
