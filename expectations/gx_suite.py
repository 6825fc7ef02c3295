"""Running checks in Great Expectations itself: the suites across feeds, and what of a delivery has no SQL of ours
(`expectations.judging`).

Belongs here: checks to expectations, one validation per table, results back to checks, and the stripping of values from
what is kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from expectations.resultaat import Resultaat, Validatie
from expectations.rules import Controle
from expectations.verslag import SEVERITY, entry, report

if TYPE_CHECKING:
    from great_expectations.validator.validator import Validator

    from expectations.gx_engine import DuckDBExecutionEngine

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
    accounts = [entry(result, _counts(outcome[result.controle.controle_id])) for result in results]
    return Validatie(results, report(accounts, meta))


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
            severity=SEVERITY[c.ernst],
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


def _counts(found: Any) -> dict[str, Any]:
    """The numbers of a result without the values that Great Expectations keeps beside them."""
    return {key: value for key, value in found.result.items() if key in _COUNTS}
