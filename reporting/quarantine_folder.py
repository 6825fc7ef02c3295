"""The folder with a workbook for each feed and municipality that has open work.

Belongs here: which workbooks there are, what they are called, and which have to be written. Does not belong here: what
one says (`reporting.quarantine_workbook`), or what is open (`reporting.quarantine_work`).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import duckdb

from reporting.dashboard.run import Run
from reporting.kept_workbooks import KeptWorkbooks
from reporting.quarantine_work import Werk, open_work


def workbook_name(bron: str, feed: str, gemeente_code: str) -> str:
    """The file name under which pages link to the workbook of a feed."""
    return f"{bron}_{feed}_{gemeente_code}.xlsx"


def write_workbooks(
    marts: Path, folder: Path, run: Run, feed: str | None = None, kept: KeptWorkbooks | None = None
) -> list[Path]:
    """Write a workbook for every bron, feed and gemeente with open work in a published set, or only for those of
    `feed` (`bron/feed`); the paths, in that order.

    Names are `workbook_name`'s. A workbook of that name in the folder for which there is no work any more is removed,
    other files are left alone. The same set and load give the same bytes; one that is `kept` and of which the work is
    the same stays as it is. Raises `LookupError`, with a sentence for people, when nothing was ever delivered for
    `feed`.
    """
    names = _names_by_feed(marts)
    if feed is not None and feed not in names:
        raise LookupError(f"Van een feed {feed} is nooit iets aangeleverd; zo heten ze: {', '.join(sorted(names))}.")
    folder.mkdir(parents=True, exist_ok=True)
    asked = set(names) if feed is None else {feed}
    there = []
    for werk in open_work(marts):
        if f"{werk.bron}/{werk.feed}" in asked:
            path = folder / workbook_name(werk.bron, werk.feed, werk.gemeente_code)
            if kept is None or not kept.is_made(path, f"{werk}{run.demo}"):
                _write(werk, path, run)
            there.append(path)
    for name in set().union(*(names[key] for key in asked)) - {path.name for path in there}:
        (folder / name).unlink(missing_ok=True)
    return there


def _write(werk: Werk, path: Path, run: Run) -> None:
    """What writes a workbook takes longer to import than a night needs to see that all of them stand."""
    from reporting.quarantine_workbook import write_workbook

    write_workbook(werk, path, run)


def _names_by_feed(marts: Path) -> dict[str, set[str]]:
    """The names of all workbooks that there could be, per `bron/feed` that ever delivered."""
    with duckdb.connect(str(marts), read_only=True) as con:
        feeds = con.execute("SELECT DISTINCT bron, feed, gemeente_code FROM kwaliteit.fct_levering").fetchall()
    names: dict[str, set[str]] = defaultdict(set)
    for bron, feed, gemeente_code in feeds:
        names[f"{bron}/{feed}"].add(workbook_name(bron, feed, gemeente_code))
    return names
