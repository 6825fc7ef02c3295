"""dbt in this process: parsing the project, building a part of it or all.

Belongs here: dbt's own runner, what it is told to leave out, and letting go of the warehouse after it. In a process of
its own dbt would import again what Dagster's integration has imported here already. Does not belong here: which models
are built, and what follows from the outcome (`orchestration.dbt_assets`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sources.machine_faults import machine_fault

_RESULTS = {"LogSeedResult", "LogModelResult", "LogTestResult"}
"""The events in which dbt tells that a node is done; Dagster's integration reads the same ones."""
_QUIETLY = ["--no-use-colors", "--log-level-file", "none"]
"""What dbt tells stands in logs/nightly.log; a second log of every statement costs a tenth of a build."""
_BUILD = ["--no-write-json", "build", "--exclude-resource-type", "unit_test"]
"""Writing the manifest anew takes longer than a quiet night's models. Unit tests judge the code and not the data: they
belong to `make test`, and would cost a third of dbt's time each night."""


@dataclass(frozen=True)
class Bouw:
    """What a build came to: dbt's events of nodes that are done, the status of each node by its unique id, the error
    that kept dbt from building at all, and what was wrong with the machine where a node failed on that."""

    events: list[dict[str, Any]] = field(default_factory=list)
    statussen: dict[str, str] = field(default_factory=dict)
    fout: BaseException | None = None
    machine: str | None = None


def build(project: Path, selected: Sequence[str]) -> Bouw:
    """Build the models of these names with their tests; all of the project when no names are given."""
    events: list[dict[str, Any]] = []

    def keep(event: Any) -> None:
        if event.info.name in _RESULTS:
            events.append(_as_dict(event))

    outcome = _invoke(project, [*_BUILD, *(["--select", *selected] if selected else [])], keep)
    results = getattr(outcome.result, "results", None) or ()
    statuses = {result.node.unique_id: str(result.status) for result in results}
    of_the_machine = (machine_fault(result.message or "") for result in results)
    return Bouw(events, statuses, outcome.exception, next(filter(None, of_the_machine), None))


def parse(project: Path) -> str | None:
    """Write the manifest of the project; what dbt says when it cannot."""
    return _fault(project, ["parse"])


def write_docs(project: Path) -> str | None:
    """Write dbt's documentation as one page, `static_index.html`; what dbt says when it cannot. Columns and their types
    are those of the yml: nothing is compiled, and no table is looked at."""
    return _fault(project, ["docs", "generate", "--static", "--no-compile", "--empty-catalog"])


def _fault(project: Path, command: Sequence[str]) -> str | None:
    told: list[str] = []

    def keep(event: Any) -> None:
        if event.info.level == "error":
            told.append(event.info.msg)

    outcome = _invoke(project, ["--quiet", *command], keep)
    if outcome.success:
        return None
    return "\n".join(told) or str(outcome.exception)


def _invoke(project: Path, arguments: Sequence[str], callback: Callable[[Any], None]) -> Any:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    where = ["--project-dir", str(project), "--profiles-dir", str(project)]
    try:
        return dbtRunner(callbacks=[callback]).invoke([*_QUIETLY, *arguments, *where])
    finally:
        # It would keep the warehouse open for a next build, and publication could not read it.
        DuckDBConnectionManager.close_all_connections()


def _as_dict(event: Any) -> dict[str, Any]:
    from google.protobuf.json_format import MessageToDict

    found: dict[str, Any] = MessageToDict(event, preserving_proto_field_name=True)
    return found
