"""Judging a table of a delivery: all its checks in as few passes as it takes.

Belongs here: one scan that counts every rule about single rows, a query for each rule that compares rows, and what a
rule that cannot run means. Great Expectations names the checks and gives the account its form; it is imported only for
an expectation that has no SQL of ours. Does not belong here: the SQL of a check (`expectations.row_rules`), and what
follows from the results (`expectations.keuring`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import duckdb

from expectations.resultaat import Resultaat, Validatie
from expectations.row_rules import ABOUT_EMPTY_CELLS, QUERY, UNIQUE, breaks_row_sql, broken_rows_sql
from expectations.rules import Controle
from expectations.verslag import Document, entry, report
from sources.reading.result import ONLEESBAAR, RIJNUMMER

_OURS = (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.InternalException, duckdb.FatalException)
"""Errors that say something of this machine and nothing of the rule or the rows."""

_ROW_COUNT = "expect_table_row_count_to_equal"
_ONE_AT_A_TIME = Lock()
_Gevonden = tuple[Resultaat, Document]


@dataclass(frozen=True)
class _Vraag:
    """A check that single rows answer: the condition of a row that breaks it, and the column that it is about."""

    controle: Controle
    conditie: str
    kolom: str | None


def judge(con: duckdb.DuckDBPyConnection, table: str, checks: Sequence[Controle], meta: dict[str, Any]) -> Validatie:
    """Run all checks on a table of this connection.

    A row that could not be divided into columns (`rij__leesfout`) counts under the rule that says so and under no
    other: the rest follows from it. A rule about all rows together may name row 0; that one counts, though there is no
    such row.
    """
    count = int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
    of_rows = [vraag for check in checks if (vraag := _of_rows(check)) is not None]
    unique = [check.kwargs["column"] for check in checks if check.expectation == UNIQUE]
    found, filled = _in_one_pass(con, table, of_rows, unique, count)
    others = []
    for check in checks:
        if check.controle_id in found:
            continue
        query = broken_rows_sql(check.expectation, check.kwargs, table)
        if check.expectation == _ROW_COUNT:
            sound = count == check.kwargs["value"]
            found[check.controle_id] = _result(check, count, 0 if sound else 1, {"observed_value": count})
        elif query is not None:
            found[check.controle_id] = _of_a_query(con, table, check, query, count, filled)
        else:
            others.append(check)
    if others:
        found |= _by_great_expectations(con, table, others, meta)
    ordered = [found[check.controle_id] for check in checks]
    return Validatie(tuple(result for result, _ in ordered), report([account for _, account in ordered], meta))


def _of_rows(check: Controle) -> _Vraag | None:
    condition = breaks_row_sql(check.expectation, check.kwargs)
    return None if condition is None else _Vraag(check, condition, check.kwargs.get("column"))


def _in_one_pass(
    con: duckdb.DuckDBPyConnection, table: str, asked: Sequence[_Vraag], also: Sequence[str], count: int
) -> tuple[dict[str, _Gevonden], dict[str, int]]:
    """What the rules about single rows found, by the check's name, and how many cells of their columns and of those in
    `also` are filled. Where one of the rules cannot run none of them can, and then each is asked alone."""
    columns = sorted({vraag.kolom for vraag in asked if vraag.kolom} | set(also))
    counted = [f"count(*) FILTER (WHERE {_condition(vraag)})" for vraag in asked]
    cells = [f'count("{column}") FILTER (WHERE {ONLEESBAAR} IS NULL)' for column in columns]
    try:
        numbers = con.execute(f"SELECT {', '.join([*counted, *cells, 'count(*)'])} FROM {table}").fetchall()[0]
    except _OURS:
        raise
    except duckdb.Error as error:
        if len(asked) > 1:
            alone = [_in_one_pass(con, table, [vraag], (), count)[0] for vraag in asked]
            return {name: found for each in alone for name, found in each.items()}, {}
        return {vraag.controle.controle_id: _could_not_run(vraag.controle, count, error) for vraag in asked}, {}
    filled = dict(zip(columns, numbers[len(asked) :], strict=False))
    found = {}
    for vraag, broken in zip(asked, numbers, strict=False):
        check = vraag.controle
        rows = f"SELECT {RIJNUMMER} FROM {table} WHERE {_condition(vraag)}"
        found[check.controle_id] = _result(check, count, broken, _counts(check, count, broken, filled), rows)
    return found, filled


def _condition(vraag: _Vraag) -> str:
    about_the_row = vraag.controle.regel == "kolommen"
    return vraag.conditie if about_the_row else f"({vraag.conditie}) AND {ONLEESBAAR} IS NULL"


def _counts(check: Controle, count: int, broken: int, filled: Mapping[str, int]) -> Document:
    """The numbers of a check as Great Expectations gives them: of a column, empty cells are left out."""
    if check.expectation == QUERY:
        return {"observed_value": broken}
    cells = None if check.expectation in ABOUT_EMPTY_CELLS else filled.get(check.kwargs.get("column", ""))
    judged = count if cells is None else cells
    counts = {"element_count": count, "unexpected_count": broken, "unexpected_percent": _percent(broken, judged)}
    if cells is not None:
        counts |= {"missing_count": count - cells, "missing_percent": _percent(count - cells, count)}
    return counts


def _percent(part: int, whole: int) -> float:
    return part / whole * 100 if whole else 0.0


def _of_a_query(
    con: duckdb.DuckDBPyConnection, table: str, check: Controle, query: str, count: int, filled: Mapping[str, int]
) -> _Gevonden:
    try:
        broken = _number_of_rows(con, table, query)
    except _OURS:
        raise
    except duckdb.Error as error:
        return _could_not_run(check, count, error)
    return _result(check, count, broken, _counts(check, count, broken, filled), query)


def _number_of_rows(con: duckdb.DuckDBPyConnection, table: str, query: str) -> int:
    sound = f"{RIJNUMMER} NOT IN (SELECT {RIJNUMMER} FROM {table} WHERE {ONLEESBAAR} IS NOT NULL)"
    return int(con.execute(f"SELECT count(DISTINCT {RIJNUMMER}) FROM ({query}) WHERE {sound}").fetchall()[0][0])


def _by_great_expectations(
    con: duckdb.DuckDBPyConnection, table: str, checks: Sequence[Controle], meta: dict[str, Any]
) -> dict[str, _Gevonden]:
    # What it keeps of its context it keeps for the whole process.
    with _ONE_AT_A_TIME:
        from expectations.gx_engine import engine_on
        from expectations.gx_suite import validate

        validatie = validate(engine_on(con), table, checks, meta)
    found = {}
    for result, account in zip(validatie.resultaten, validatie.verslag["results"], strict=True):
        check, counts = result.controle, account["result"]
        if result.rijen_sql:
            broken = _number_of_rows(con, table, result.rijen_sql)
            found[check.controle_id] = _result(check, result.aantal, broken, counts, result.rijen_sql)
        else:
            found[check.controle_id] = (result, account)
    return found


def _result(check: Controle, count: int, broken: int, counts: Document, rows: str | None = None) -> _Gevonden:
    result = Resultaat(check, broken == 0, count, broken, rows if broken else None)
    return result, entry(result, counts)


def _could_not_run(check: Controle, count: int, error: Exception) -> _Gevonden:
    """Of the error only its kind is kept: its text may quote a value."""
    result = Resultaat(check, False, count, count, None, type(error).__name__)
    return result, entry(result, {})
