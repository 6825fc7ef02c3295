"""Running the checks of a table in Great Expectations.

Belongs here: checks to expectations, one validation per table, results back to checks, and the stripping of values from
what is kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations.rules import Controle
from sources.contract_model import Ernst

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.validator.validator import Validator

    from expectations.gx_engine import DuckDBExecutionEngine

_SEVERITY = {Ernst.FATAAL: "critical", Ernst.FOUT: "critical", Ernst.WAARSCHUWING: "warning"}
_COUNTS = (
    "element_count",
    "unexpected_count",
    "unexpected_percent",
    "missing_count",
    "missing_percent",
    "observed_value",
)
_KIND = re.compile(r"^(?:\w+\.)*([A-Z]\w*)(?::|$)", re.MULTILINE)
"""The class before the text of an exception, at the beginning of a line of a traceback; the first is the cause."""


@dataclass(frozen=True)
class Resultaat:
    """What one check found. `rijen_sql` selects the row numbers that break it; None where it judges no rows, or found
    none."""

    controle: Controle
    geslaagd: bool
    aantal: int
    aantal_fout: int
    rijen_sql: str | None = None
    uitzondering: str | None = None

    @property
    def ernst(self) -> Ernst:
        """A check that could not run says nothing about the rows, so the delivery cannot be trusted, whatever the
        rule's own severity."""
        return Ernst.FATAAL if self.uitzondering else self.controle.ernst


@dataclass(frozen=True)
class Validatie:
    """One table's results, and Great Expectations' own account of them without a single value from the rows."""

    resultaten: tuple[Resultaat, ...]
    verslag: dict[str, Any]


def validate(
    engine: DuckDBExecutionEngine, table: str, controles: Sequence[Controle], meta: dict[str, Any]
) -> Validatie:
    """Run all checks on a table of the engine's connection.

    Sound data costs one pass: Great Expectations bundles the counts in one query. Only what failed is asked again, for
    its row numbers.
    """
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    validator = _validator(engine, table)
    by_id = {controle.controle_id: controle for controle in controles}
    outcome = _run(validator, controles, "BASIC")
    failed = [by_id[i] for i, result in outcome.items() if not result.success and by_id[i].op_rijen]
    located = _run(validator, failed, _WITH_ROWS) if failed else {}
    count = engine.execute_query(_count(table)).scalar()
    results = tuple(
        _result(controle, outcome[controle.controle_id], located.get(controle.controle_id), table, count)
        for controle in controles
    )
    return Validatie(results, _report(outcome, results, meta))


_WITH_ROWS = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["rijnummer"],
    "return_unexpected_index_query": True,
}


def _count(table: str) -> Any:
    import sqlalchemy as sa

    return sa.select(sa.func.count()).select_from(sa.table(table))


def _validator(engine: DuckDBExecutionEngine, table: str) -> Validator:
    from great_expectations.core.batch import Batch
    from great_expectations.core.batch_spec import SqlAlchemyDatasourceBatchSpec
    from great_expectations.validator.validator import Validator

    data, markers = engine.get_batch_data_and_markers(
        SqlAlchemyDatasourceBatchSpec(table_name=table, create_temp_table=False)
    )
    return Validator(execution_engine=engine, batches=[Batch(data=data, batch_markers=markers)])


def _run(validator: Validator, controles: Sequence[Controle], result_format: Any) -> dict[str, Any]:
    """Results by the check's id: Great Expectations returns them in an order of its own."""
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    validator.metrics_calculator.show_progress_bars = False
    configurations = [
        ExpectationConfiguration(
            type=c.expectation,
            kwargs=c.kwargs,
            severity=_SEVERITY[c.ernst],
            meta={"controle_id": c.controle_id},
            description=c.reden,
        )
        for c in controles
    ]
    results = validator.graph_validate(
        configurations=configurations, runtime_configuration={"result_format": result_format}
    )
    return {result.expectation_config.meta["controle_id"]: result for result in results}


def _result(controle: Controle, result: Any, located: Any, table: str, count: int) -> Resultaat:
    exception = _exception(result)
    if exception or result.success:
        return Resultaat(
            controle, bool(result.success) and not exception, count, 0 if not exception else count, None, exception
        )
    if not controle.op_rijen:
        return Resultaat(controle, False, count, 1)
    query = controle.kwargs.get("unexpected_rows_query")
    if query is not None:
        wrong = int(result.result["observed_value"])
        return Resultaat(controle, False, count, wrong, query.replace("{batch}", table))
    query = located.result.get("unexpected_index_query") if located is not None else None
    if query is None:  # an expectation of a contract about a column as a whole
        return Resultaat(controle, False, count, 1)
    query = query.rstrip().rstrip(";")
    return Resultaat(controle, False, count, int(result.result["unexpected_count"]), query)


def _exception(result: Any) -> str | None:
    """The kind of exception that a check ran into. Its text may quote a value, so it is not kept."""
    info = result.exception_info or {}
    details = [info] if "raised_exception" in info else list(info.values())
    raised = [d for d in details if isinstance(d, dict) and d.get("raised_exception")]
    if not raised:
        return None
    kinds = _KIND.findall(str(raised[0].get("exception_traceback", "")))
    return str(kinds[0]) if kinds else "onbekende uitzondering"


def _report(outcome: dict[str, Any], results: Sequence[Resultaat], meta: dict[str, Any]) -> dict[str, Any]:
    """The validation as Great Expectations would store it, counts only."""
    from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult

    kept = []
    for resultaat in results:
        found = outcome[resultaat.controle.controle_id]
        counts = {key: value for key, value in found.result.items() if key in _COUNTS}
        kept.append(
            ExpectationValidationResult(
                success=resultaat.geslaagd,
                expectation_config=found.expectation_config,
                result=counts,
                exception_info={
                    "raised_exception": bool(resultaat.uitzondering),
                    "exception_message": resultaat.uitzondering,
                    "exception_traceback": None,
                },
            )
        )
    passed = sum(r.success for r in kept)
    statistics = {
        "evaluated_expectations": len(kept),
        "successful_expectations": passed,
        "unsuccessful_expectations": len(kept) - passed,
        "success_percent": 100 * passed / len(kept) if kept else None,
    }
    suite: ExpectationSuiteValidationResult = ExpectationSuiteValidationResult(
        success=passed == len(kept), results=kept, suite_name=meta["suite"], statistics=statistics, meta=meta
    )
    return dict(suite.to_json_dict())
