"""The site of Data Docs as Great Expectations renders it, page by page.

Belongs here: what Great Expectations must be told to render a site in a folder, and to leave alone the pages that are
there. Does not belong here: which reports it shows (`expectations.datadocs`). Importing this module imports Great
Expectations (seconds): do it inside functions.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from expectations.gx_import import without_pyspark

with without_pyspark():
    import great_expectations as gx
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult, RunIdentifier
    from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema
    from great_expectations.data_context.store.validation_results_store import ValidationResultsStore
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

_NAME = "kwaliteit"


class _Results(ValidationResultsStore):
    """Holds results as they are: turning each into text and back takes longer than rendering it."""

    def serialize(self, value: Any) -> Any:
        return value

    def deserialize(self, value: Any) -> Any:
        return value


class Site:
    """A site in a folder. Pages of reports that were not added vanish when it is written."""

    def __init__(self, folder: Path) -> None:
        self._context: Any = gx.get_context(mode="ephemeral")
        for name in list(self._context.list_data_docs_sites()):
            self._context.delete_data_docs_site(name)
        self._context.variables.progress_bars = {"globally": False}
        self._results = _Results()
        self._context.stores[self._context.validation_results_store_name] = self._results
        config = {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        }
        self._context.add_data_docs_site(site_name=_NAME, site_config=config)
        self._suites: dict[str, ExpectationSuite] = {}
        self._new: set[Any] = set()

    def add(self, path: Path, moment: datetime, *, new: bool) -> None:
        """A report to show; of one that is not new the page is there and only the index speaks of it."""
        document = json.loads(path.read_text(encoding="utf-8"))
        name = document["suite_name"]
        if new:
            report = expectationSuiteValidationResultSchema.load(document)
            self._suites[name] = ExpectationSuite(
                name=name, expectations=[result.expectation_config for result in report.results]
            )
            self._new.add(ExpectationSuiteIdentifier(name))
        else:
            report = ExpectationSuiteValidationResult(
                success=document["success"], results=[], suite_name=name, meta=document["meta"]
            )
            self._suites.setdefault(name, ExpectationSuite(name=name))
        run = path.name.rsplit(".", 3)[0]
        key = ValidationResultIdentifier(ExpectationSuiteIdentifier(name), RunIdentifier(run, moment), run)
        self._results.set(key, report)
        if new:
            self._new.add(key)

    def write(self) -> None:
        """Render what is new, and the index of everything."""
        for suite in self._suites.values():
            self._context.suites.add(suite)
        # An empty list would mean everything.
        self._context.build_data_docs(site_names=[_NAME], resource_identifiers=list(self._new) or [None])
