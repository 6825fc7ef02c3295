"""Great Expectations on DuckDB, on one connection that we hold ourselves.

Belongs here: what Great Expectations must be taught to work on DuckDB. It ships no such engine, and its SQL engine
fetches results after the connection went back to the pool, where DuckDB has forgotten them; keeping one connection
makes every metric run inside the database. Importing this module imports Great Expectations (seconds): do it inside
functions.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # a municipality's warehouse phones nobody

import sqlalchemy as sa

from expectations.gx_import import without_pyspark

with without_pyspark():
    from great_expectations.execution_engine import SqlAlchemyExecutionEngine
    from great_expectations.expectations.metrics.column_map_metrics.column_values_match_regex import (
        ColumnValuesMatchRegex,
    )
    from great_expectations.expectations.metrics.map_metric_provider import column_condition_partial


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Great Expectations' SQL engine with one connection for its whole life."""

    _connection: Any

    @contextmanager
    def get_connection(self) -> Generator[Any, None, None]:
        if not self._connection:
            self._connection = self.engine.connect()
        yield self._connection


class DuckDBColumnValuesMatchRegex(ColumnValuesMatchRegex):
    """The regex metric in DuckDB's words; Great Expectations knows only those of other databases."""

    condition_metric_name = "column_values.match_regex"
    condition_value_keys = ("regex",)

    @column_condition_partial(engine=DuckDBExecutionEngine)
    def _duckdb(cls, column: Any, regex: str, **_: Any) -> Any:  # noqa: N805 - Great Expectations calls it on the class
        return sa.func.regexp_matches(column, regex)


def memory_engine() -> DuckDBExecutionEngine:
    """An engine on a private DuckDB in memory: nothing that it holds ever reaches a disk.

    It works without transactions: one left open by Great Expectations would not see the tables that are made after it
    began.
    """
    return _without_transactions(sa.create_engine("duckdb:///:memory:", poolclass=sa.pool.StaticPool))


def engine_on(connection: Any) -> DuckDBExecutionEngine:
    """An engine on the database of a connection, through a connection of its own: it leaves results unread."""
    from duckdb_engine import ConnectionWrapper

    own = connection.cursor()
    own.execute(f"USE {connection.execute('SELECT current_catalog()').fetchall()[0][0]}")
    wrapped = ConnectionWrapper(own)
    return _without_transactions(sa.create_engine("duckdb://", creator=lambda: wrapped, poolclass=sa.pool.StaticPool))


def _without_transactions(engine: sa.Engine) -> DuckDBExecutionEngine:
    for step in ("do_begin", "do_commit", "do_rollback"):
        setattr(engine.dialect, step, _nothing)
    return DuckDBExecutionEngine(engine=engine)


def _nothing(_connection: Any) -> None:
    """What a transaction's begin and end do here."""
