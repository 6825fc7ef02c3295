"""The pages and workbooks of quality in the set in the making.

Belongs here: making them when the tables are complete; whether Data Docs are those of the set before. Does not belong
here: what they say (`reporting`, `expectations.datadocs`).
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from expectations.datadocs import STAMP
from orchestration.parts import made_or_left_out
from orchestration.publication import Publicatie
from reporting.dashboard.run import Run
from reporting.set_parts import QUALITY_PAGES

log = logging.getLogger("dwh.publicatie")

DATA_DOCS = "datadocs"


def add_quality_pages(marts: Path, folder: Path, run: Run, told: Callable[[str], object]) -> dict[str, list[str]]:
    """Write the dashboard and the workbooks of a set into `folder`; what could not be built, and by which error, as
    `made_or_left_out` says it."""
    return made_or_left_out(QUALITY_PAGES, folder, partial(_write, marts, folder, run), told)


def _write(marts: Path, folder: Path, run: Run) -> None:
    """Workbooks are kept beside the folder, so that only those are made of which the work changed."""
    from reporting.dashboard.pages import build_dashboard
    from reporting.kept_workbooks import KeptWorkbooks
    from reporting.quarantine_folder import write_workbooks

    shutil.rmtree(folder, ignore_errors=True)
    pages = build_dashboard(marts, folder, run)
    kept = KeptWorkbooks(folder.with_name("werkmappen.json"))
    workbooks = write_workbooks(marts, folder.with_name("werkmappen"), run, kept=kept)
    kept.note()
    # What a load that was killed left half written has a name that begins with a point.
    half = shutil.ignore_patterns(".*")
    shutil.copytree(folder.with_name("werkmappen"), folder / "quarantaine", ignore=half, copy_function=os.link)
    log.info("dashboard: %d bladzijden, %d werkmappen", pages, len(workbooks))


def data_docs_to_copy(publicatie: Publicatie, published: Path, site: Path) -> dict[str, Path]:
    """What of Data Docs has to be copied into the set: the site, since Great Expectations writes in its index; nothing
    when the set that counts holds a copy of the site as it is, whose files the set then takes over."""
    written, copied = site / STAMP, published / DATA_DOCS / STAMP
    # It is written after every change of the site, and a copy keeps its time.
    if written.exists() and copied.exists() and written.stat().st_mtime_ns == copied.stat().st_mtime_ns:
        publicatie.keep(DATA_DOCS)
        return {}
    return {DATA_DOCS: site}
