"""The pages and workbooks of quality in the set in the making.

Belongs here: making them when the tables are complete, and what follows when that fails; whether Data Docs are those of
the set before. Does not belong here: what they say (`reporting`, `expectations.datadocs`).
"""

from __future__ import annotations

import logging
import os
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path

from expectations.datadocs import STAMP
from orchestration.publication import Publicatie
from reporting.dashboard.run import Run
from reporting.set_parts import QUALITY_PAGES

log = logging.getLogger("dwh.publicatie")

DATA_DOCS = "datadocs"


def add_quality_pages(marts: Path, folder: Path, run: Run, told: Callable[[str], object]) -> dict[str, list[str]]:
    """Write the dashboard and the workbooks of a set into `folder`; what could not be built, and by which error.
    Workbooks are kept beside it, so that only those are made of which the work changed.

    An error of ours in a page may not keep the figures from being published. It is told with its stack to `told`, the
    pages are left out rather than half of them shown, and the set says that they are missing.
    """
    from reporting.dashboard.pages import build_dashboard
    from reporting.kept_workbooks import KeptWorkbooks
    from reporting.quarantine_folder import write_workbooks

    shutil.rmtree(folder, ignore_errors=True)
    try:
        pages = build_dashboard(marts, folder, run)
        kept = KeptWorkbooks(folder.with_name("werkmappen.json"))
        workbooks = write_workbooks(marts, folder.with_name("werkmappen"), run, kept=kept)
        kept.note()
        # What a load that was killed left half written has a name that begins with a point.
        half = shutil.ignore_patterns(".*")
        shutil.copytree(folder.with_name("werkmappen"), folder / "quarantaine", ignore=half, copy_function=os.link)
    except Exception as error:  # noqa: BLE001 - the boundary: figures are published without pages rather than not at all
        told(traceback.format_exc())
        shutil.rmtree(folder, ignore_errors=True)
        return {QUALITY_PAGES: [type(error).__name__]}
    log.info("dashboard: %d bladzijden, %d werkmappen", pages, len(workbooks))
    return {}


def data_docs_to_copy(publicatie: Publicatie, published: Path, site: Path) -> dict[str, Path]:
    """What of Data Docs has to be copied into the set: the site, since Great Expectations writes in its index; nothing
    when the set that counts holds a copy of the site as it is, whose files the set then takes over."""
    written, copied = site / STAMP, published / DATA_DOCS / STAMP
    # It is written after every change of the site, and a copy keeps its time.
    if written.exists() and copied.exists() and written.stat().st_mtime_ns == copied.stat().st_mtime_ns:
        publicatie.keep(DATA_DOCS)
        return {}
    return {DATA_DOCS: site}
