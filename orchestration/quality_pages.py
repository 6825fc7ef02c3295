"""The pages and workbooks of quality in the set in the making.

Belongs here: making them when the tables are complete, and what follows when that fails. Does not belong here: what
they say (`reporting`).
"""

from __future__ import annotations

import logging
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path

from reporting.dashboard.run import Run

log = logging.getLogger("dwh.publicatie")

QUALITY_PAGES = "dashboard"
"""What stands under `niet_gebouwd` in the manifest when the pages are not there."""


def add_quality_pages(marts: Path, folder: Path, run: Run, told: Callable[[str], object]) -> dict[str, list[str]]:
    """Write the dashboard and the workbooks of a set into `folder`; what could not be built, and by which error.

    An error of ours in a page may not keep the figures from being published. It is told with its stack to `told`, the
    pages are left out rather than half of them shown, and the set says that they are missing.
    """
    from reporting.dashboard.pages import build_dashboard
    from reporting.quarantine_workbook import write_workbooks

    shutil.rmtree(folder, ignore_errors=True)
    try:
        pages = build_dashboard(marts, folder, run)
        workbooks = write_workbooks(marts, folder / "quarantaine", run)
    except Exception as error:  # noqa: BLE001 - the boundary: figures are published without pages rather than not at all
        told(traceback.format_exc())
        shutil.rmtree(folder, ignore_errors=True)
        return {QUALITY_PAGES: [type(error).__name__]}
    log.info("dashboard: %d bladzijden, %d werkmappen", pages, len(workbooks))
    return {}
