"""Great Expectations' Data Docs: one page per table and municipality, of the newest delivery that was judged.

Belongs here: rendering the stored reports, which hold counts and never a value. Built once a run and only when there
are new reports: a site of everything that ever ran would grow without bound.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

STAMP = "verslagen.json"


def newest_reports(verslagen: Path) -> list[Path]:
    """The report of the newest delivery per table and municipality; older ones are removed, and what a load that was
    killed left half written."""
    newest: dict[tuple[str, str], Path] = {}
    for path in sorted(verslagen.glob("*.json"), key=_order):
        if not _is_whole(path):
            path.unlink()
            continue
        bron, feed, gemeente, *_ = path.name.split(".")
        table = path.name.rsplit(".", 2)[-2]
        older = newest.get((f"{bron}.{feed}.{table}", gemeente))
        if older is not None:
            older.unlink()
        newest[(f"{bron}.{feed}.{table}", gemeente)] = path
    return sorted(newest.values())


def _order(path: Path) -> tuple[str, str, int]:
    """By peildatum, then volgnummer, then arrival in the folder."""
    parts = path.name.split(".")
    return parts[3], parts[4], path.stat().st_mtime_ns


def _is_whole(path: Path) -> bool:
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return True


def build_data_docs(verslagen: Path, site: Path) -> int:
    """Build the site from the newest reports, unless it already shows exactly those. Returns the number of pages with
    results."""
    reports = newest_reports(verslagen)
    names = [report.name for report in reports]
    stamp = site / STAMP
    if stamp.exists() and json.loads(stamp.read_text(encoding="utf-8")) == names:
        return len(names)
    if site.exists():
        shutil.rmtree(site)
    _render(reports, site)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(names), encoding="utf-8")
    return len(names)


def _render(reports: Iterable[Path], site: Path) -> None:
    import great_expectations as gx
    from great_expectations.core import ExpectationSuite
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    context: Any = gx.get_context(mode="ephemeral")
    for name in list(context.list_data_docs_sites()):
        context.delete_data_docs_site(name)
    context.variables.progress_bars = {"globally": False}
    config = {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(site)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    context.add_data_docs_site(site_name="kwaliteit", site_config=config)
    known: set[str] = set()
    for path in reports:
        report = _as_result(json.loads(path.read_text(encoding="utf-8")))
        if report.suite_name not in known:
            known.add(report.suite_name)
            context.suites.add(
                ExpectationSuite(name=report.suite_name, expectations=[r.expectation_config for r in report.results])
            )
        key = ValidationResultIdentifier(
            expectation_suite_identifier=ExpectationSuiteIdentifier(report.suite_name),
            run_id=path.name.rsplit(".", 3)[0],
            batch_identifier=path.name.rsplit(".", 3)[0],
        )
        context.validation_results_store.set(key, report)
    context.build_data_docs(site_names=["kwaliteit"])


def _as_result(document: dict[str, Any]) -> Any:
    from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema

    return expectationSuiteValidationResultSchema.load(document)
