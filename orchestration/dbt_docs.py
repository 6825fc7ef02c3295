"""dbt's own documentation of the project in the set in the making: every table, its columns, its SQL, and its lineage.

Belongs here: having dbt write it as one page that needs no server, when the project changed. Does not belong here: what
it says, which stands in the yml beside the models.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from orchestration.dbt import PROJECT_DIR, manifest_path
from orchestration.dbt_build import write_docs
from orchestration.parts import made_or_left_out
from orchestration.publication import same_file
from orchestration.stamped import stamp_of, up_to_date
from reporting.set_parts import DBT_DOCS


class DbtDocsMislukt(RuntimeError):
    """dbt could not write its documentation; the message holds what dbt says of it."""


def add_dbt_docs(folder: Path, told: Callable[[str], object]) -> dict[str, list[str]]:
    """Put dbt's documentation into `folder` as `index.html`; what could not be built, and by which error, as
    `made_or_left_out` says it."""

    def add() -> None:
        page = docs_page()
        folder.mkdir(parents=True)
        same_file(page, folder / "index.html")

    return made_or_left_out(DBT_DOCS, folder, add, told)


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
