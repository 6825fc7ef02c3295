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

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="€"), max_size=100).filter(
    lambda text: "euro" not in text
)
SEPARATOR = st.sampled_from([*" .,-/_\n\t\u00a0\u2009\u200b\u202f\u2011\u2013−", "\r"])
BETWEEN = st.lists(SEPARATOR, max_size=3).map("".join)


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


@given(TEXT, st.integers(0, 200_000).map(bsn), st.lists(BETWEEN, min_size=8, max_size=8), TEXT)
def test_a_bsn_is_found_and_never_shown(
    con: duckdb.DuckDBPyConnection, before: str, number: str, between: list[str], after: str
):
    spelled = "".join(digit + gap for digit, gap in zip(number, [*between, ""], strict=True))
    text = before + spelled + after
    assert holds(con, text) is True
    assert number not in re.sub("[^0-9]", "", str(shown(con, before[:20] + spelled)))


@pytest.mark.parametrize(
    "text",
    [
        "123\n456\n782", "123-456-782", "123  456  782", "123/456/782", "123,456,782", "123_456_782", "123 - 456 - 782",
        "123\u00a0456\u2009782", "123\u202f456\u202f782", "06-12345678", "053-4812345", "2022 2023 2024",
        "€ 251.318.000.1234", "€ 251.318.000 123456782", "123.456.782 eurootje", "123.456.782",
    ],
)  # fmt: skip
def test_a_number_in_groups_is_found_and_hidden(con: duckdb.DuckDBPyConnection, text: str):
    assert holds(con, text) is True
    assert not re.search("[0-9]", str(shown(con, text)))


@given(TEXT)
def test_what_is_shown_is_one_short_line_without_eight_digits(con: duckdb.DuckDBPyConnection, text: str):
    told = str(shown(con, text))
    assert len(told) <= 61
    assert not re.search("[0-9]{8}", told)
    assert "\n" not in told


@pytest.mark.parametrize(
    "text",
    [
        None, "", "van 2022 tot 2026", "12.345.678", "4.707 en 4.704", "1234567; 89", "2022-2026", "2022, 2023 en 2024",
        "€ 251.318.000", "voor €1.251.318.000,50.", "€ 251.318.000, € 12.000.000 (2024)", "met 251.318.000 euro meer",
    ],
)  # fmt: skip
def test_other_numbers_are_no_bsn(con: duckdb.DuckDBPyConnection, text: str | None):
    assert not holds(con, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, None), ("ca. 500", "ca. 500"), ("31/2", "31/2"), ("123456782", "#"), ("12345678", "#"), ("1234567", "1234567"),
        ("bel 06-1234 5678, nu", "bel #, nu"), ("2022-2026", "2022-2026"), ("1234.5678", "#"), ("twee\n\tregels", "twee regels"), ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "…"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_text(con: duckdb.DuckDBPyConnection, text: str | None, told: str | None):
    assert shown(con, text) == told
