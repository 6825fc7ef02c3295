"""dbt's own documentation of the project in the set in the making: every table, its columns, its SQL, and its lineage.

Belongs here: having dbt write it as one page that needs no server, when the project changed, and what follows when that
fails. Does not belong here: what it says, which stands in the yml beside the models.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from orchestration.dbt import PROJECT_DIR, manifest_path
from orchestration.dbt_build import write_docs
from orchestration.publication import same_file
from orchestration.stamped import stamp_of, up_to_date
from reporting.set_parts import DBT_DOCS


class DbtDocsMislukt(RuntimeError):
    """dbt could not write its documentation; the message holds what dbt says of it."""


def add_dbt_docs(folder: Path, told: Callable[[str], object]) -> dict[str, list[str]]:
    """Put dbt's documentation into `folder` as `index.html`; what could not be built, and by which error. A failure is
    told with its stack to `told`, and leaves the figures alone."""
    try:
        page = docs_page()
        folder.mkdir(parents=True)
        same_file(page, folder / "index.html")
    except Exception as error:  # noqa: BLE001 - the boundary: figures are published without pages rather than not at all
        told(traceback.format_exc())
        return {DBT_DOCS: [type(error).__name__]}
    return {}


def docs_page() -> Path:
    """dbt's documentation as one page, written anew when the project changed. Raises `DbtDocsMislukt`."""
    manifest = manifest_path()
    page = manifest.with_name("static_index.html")

    def write() -> None:
        # Sets have it too: it is never written into.
        page.unlink(missing_ok=True)
        fault = write_docs(PROJECT_DIR)
        if fault is not None:
            raise DbtDocsMislukt(fault)

    return up_to_date(page, stamp_of(manifest).read_text(encoding="utf-8"), write)
