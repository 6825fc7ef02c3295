"""The grammar of typed amounts: what a controller types is read, and what two people would read as two amounts is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import getypt
from sources.bedrag import PATROON, leesbaar_bedrag_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPED = [
    "491.064", "-14.014.961", "−14.014.961", "+2.092", "268.686,00", "491064", "1234,5", "0", "0,5", "-0,05", "207", "491064.0",
    "999.999.999.999,99", "999999999999", "517.499.000", "517499000", "12,50",
]  # fmt: skip
NOT_TYPED = [
    "", "x", "-", "--", "n.n.b.", "<5", "12,8*", "74%", "1,234", "12.5", "12.50", "1.23", "1.2345", "1.234,567", "1,2,3", "1,234.50",
    "1,234,567", "12.34.567", "0.743", "0123", "007", "1,", ",5", "(1.234)", "- 5", "--5", "5-", "1 000", "1.234 euro", "€ 5", "1e6",
    "1.234.0", "5.00", "1234.00", "1.000.000.000.000", "1000000000000", "#N/A", "٣", "0,30000000000000004",
]  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20) | st.text("0123456789.,-−+ \u00a0", max_size=20)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def readable(con: duckdb.DuckDBPyConnection, text: str | None) -> object:
    return con.execute(f"SELECT {leesbaar_bedrag_sql('CAST($1 AS VARCHAR)')}", [text]).fetchone()[0]  # type: ignore[index]


@given(TEXT)
def test_python_and_the_engine_agree_on_any_text(con: duckdb.DuckDBPyConnection, text: str):
    plain = re.sub(f"[{getypt.SPATIES}]", " ", text).strip(" ")
    assert readable(con, text) == (re.fullmatch(PATROON, plain) is not None)


@pytest.mark.parametrize("text", TYPED)
def test_an_amount_is_read_as_it_is_printed_and_as_a_spreadsheet_stores_it(con: duckdb.DuckDBPyConnection, text: str):
    assert readable(con, text) is True
    assert readable(con, f"\u00a0{text}\n") is True


@pytest.mark.parametrize("text", NOT_TYPED)
def test_what_may_be_another_amount_or_none_is_not_read(con: duckdb.DuckDBPyConnection, text: str):
    assert readable(con, text) is False


def test_no_cell_is_no_fault(con: duckdb.DuckDBPyConnection):
    assert readable(con, None) is None
