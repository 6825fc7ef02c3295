"""Checks on single rows as SQL, so that one scan of a table judges all of them.

Belongs here: what Great Expectations' names mean for one row, and which queries of contracts judge each row by itself.
What is not here (an expectation about a column as a whole, one with `mostly`) Great Expectations runs itself
(`expectations.judging`). Does not belong here: running anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import signature
from typing import Any

from sources.quoting import sql_text

QUERY = "unexpected_rows_expectation"
UNIQUE = "expect_column_values_to_be_unique"
UNIQUE_TOGETHER = "expect_compound_columns_to_be_unique"
ABOUT_EMPTY_CELLS = ("expect_column_values_to_not_be_null", "expect_column_values_to_be_null")
_BY_ITSELF = re.compile(r"SELECT rijnummer FROM \{batch\} WHERE (?P<conditie>.+)", re.DOTALL)
_MORE_THAN_A_CONDITION = re.compile(
    r"\b(?:select|group|having|order|limit|offset|union|intersect|except|qualify|window|using|over)\b|--|/\*|;",
    re.IGNORECASE,
)


def breaks_row_sql(expectation: str, kwargs: Mapping[str, Any]) -> str | None:
    """The SQL condition that is true for a row that breaks the check; None where single rows do not say it."""
    if expectation == QUERY:
        return _condition_of(kwargs["unexpected_rows_query"])
    kind = _KINDS.get(expectation)
    return kind(**kwargs) if kind is not None and _takes(kind, kwargs) else None


def broken_rows_sql(expectation: str, kwargs: Mapping[str, Any], table: str) -> str | None:
    """The query for the rows that break a check which compares rows; None where it is no such check.

    To be unique costs one number per row: only where two rows share a number are the values themselves compared.
    """
    if expectation == QUERY:
        return str(kwargs["unexpected_rows_query"]).replace("{batch}", table)
    if expectation == UNIQUE_TOGETHER and set(kwargs) == {"column_list"}:
        return _twice_together(kwargs["column_list"], table)
    if expectation != UNIQUE or set(kwargs) != {"column"}:
        return None
    column = _name(kwargs["column"])
    numbers = f"SELECT hash({column}) FROM {table} WHERE {column} IS NOT NULL GROUP BY ALL HAVING count(*) > 1"
    values = f"SELECT {column} FROM {table} WHERE hash({column}) IN ({numbers}) GROUP BY ALL HAVING count(*) > 1"
    return f"SELECT rijnummer FROM {table} WHERE {column} IN ({values})"


def _twice_together(columns: Sequence[str], table: str) -> str:
    """Great Expectations asks it of DuckDB with a parameter that nobody fills. As it says, empty cells are equal,
    and a row of which all are empty is left out."""
    names = ", ".join(_name(column) for column in columns)
    filled = " OR ".join(f"{_name(column)} IS NOT NULL" for column in columns)
    times = f"SELECT rijnummer, count(*) OVER (PARTITION BY {names}) AS keren FROM {table} WHERE {filled}"
    return f"SELECT rijnummer FROM ({times}) AS geteld WHERE keren > 1"


def _condition_of(query: str) -> str | None:
    match = _BY_ITSELF.fullmatch(query.strip())
    return match["conditie"] if match and not _MORE_THAN_A_CONDITION.search(match["conditie"]) else None


def _takes(kind: Callable[..., Any], kwargs: Mapping[str, Any]) -> bool:
    try:
        _signature(kind).bind(**kwargs)
    except TypeError:
        return False
    return True


# To look at a function takes longer than to make its SQL.
_signature = cache(signature)


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _not_null(column: str) -> str:
    return f"{_name(column)} IS NULL"


def _null(column: str) -> str:
    return f"{_name(column)} IS NOT NULL"


def _in_set(column: str, value_set: Sequence[Any]) -> str | None:
    if not value_set or not all(isinstance(value, str) for value in value_set):
        return None
    return f"{_name(column)} NOT IN ({', '.join(_text(value) for value in value_set)})"


def _matches(column: str, regex: str) -> str:
    return f"NOT regexp_matches({_name(column)}, {_text(regex)})"


def _between(column: str, min_value: float | None = None, max_value: float | None = None) -> str | None:
    limits = (("<", min_value), (">", max_value))
    return " OR ".join(f"{_name(column)} {sign} {limit}" for sign, limit in limits if limit is not None) or None


def _greater(column_A: str, column_B: str, ignore_row_if: str, or_equal: bool = False) -> str | None:  # noqa: N803 - GX's
    if ignore_row_if != "either_value_is_missing":
        return None
    return f"{_name(column_A)} {'<' if or_equal else '<='} {_name(column_B)}"


def _text(value: str) -> str:
    return f"'{sql_text(value)}'"


_KINDS: dict[str, Callable[..., str | None]] = {
    "expect_column_values_to_not_be_null": _not_null,
    "expect_column_values_to_be_null": _null,
    "expect_column_values_to_be_in_set": _in_set,
    "expect_column_values_to_match_regex": _matches,
    "expect_column_values_to_be_between": _between,
    "expect_column_pair_values_a_to_be_greater_than_b": _greater,
}
