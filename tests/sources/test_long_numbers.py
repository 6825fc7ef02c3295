"""Numbers that could be somebody's: found in free text however they are written, and never told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.long_numbers import holds_long_number_sql, shown_sql
from tests.support.extracts import bsn

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=100)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def value(con: duckdb.DuckDBPyConnection, sql: str, text: str | None) -> object:
    return con.execute(f"SELECT {sql}", [text]).fetchone()[0]  # type: ignore[index]


def holds(con: duckdb.DuckDBPyConnection, text: str | None) -> object:
    return value(con, holds_long_number_sql("CAST($1 AS VARCHAR)"), text)


def shown(con: duckdb.DuckDBPyConnection, text: str | None) -> object:
    return value(con, shown_sql("CAST($1 AS VARCHAR)"), text)


def spelled(number: str, between: str) -> str:
    """The number with something between its third and fourth, and sixth and seventh digit."""
    return between.join((number[:3], number[3:6], number[6:]))


@given(TEXT, st.integers(0, 200_000).map(bsn), st.sampled_from(["", ".", " ", "\u00a0"]), TEXT)
def test_a_bsn_is_found_and_never_shown(
    con: duckdb.DuckDBPyConnection, before: str, number: str, between: str, after: str
):
    text = before + spelled(number, between) + after
    assert holds(con, text) is True
    assert number not in re.sub("[. \u00a0]", "", str(shown(con, text)))


@given(TEXT)
def test_what_is_shown_is_one_short_line_without_eight_digits(con: duckdb.DuckDBPyConnection, text: str):
    told = str(shown(con, text))
    assert len(told) <= 61
    assert not re.search("[0-9]{8}", told)
    assert "\n" not in told


@pytest.mark.parametrize("text", [None, "", "van 2022 tot 2026", "12.345.678", "4.707 en 4.704", "1234567, 89"])
def test_other_numbers_are_no_bsn(con: duckdb.DuckDBPyConnection, text: str | None):
    assert not holds(con, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, None), ("ca. 500", "ca. 500"), ("31/2", "31/2"), ("123456782", "#"), ("12345678", "#"), ("1234567", "1234567"),
        ("bel 06-1234 5678, nu", "bel 06-#, nu"), ("twee\n\tregels", "twee regels"), ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "…"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_text(con: duckdb.DuckDBPyConnection, text: str | None, told: str | None):
    assert shown(con, text) == told
