"""The grammar of typed cells: what people type when they state a figure is read, anything else is not, and no BSN fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources import getypt
from sources.getypt import PATROON, STREPEN, WOORDEN, leesbaar_sql
from tests.support.extracts import bsn

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPED = [
    "4.501", "74,3%", "74,3 %", "12,8*", "511(01-7)", "489 (31/5)", "36(01/07)", "322.316**", "104****", "(150) 225",
    "(1.500)2.250", "n.n.b.", "N.B.", "n.v.t.", "Gereed", "vervallen", "-", "--", "–", "—", "*", "***", "<5", "0", "0,8",
    "33,333333333333336", "-0,8", "−14.014.961", "+0,3", "99999999", "12.345.678,25", "1.234", "1,234", "0,3515625", "0,001953125", "0,0033333333333333335",
    "14.014.961,33333333", "33,333333333333336%", "0,00000000000000000001", "250* (1/6)", "250 (1/6)*", "65(29-2)",
]  # fmt: skip
NOT_TYPED = [
    "", "x", "ca. 500", "0.743", "12.5", "1.23", "1.2345", "0123", "1,", ",5", "1,2,3", "5 5", "1 000", "1e3", "5%%", "± 5",
    "--5", "- 5", "---", "(150)", "(150) (31/5)", "5 ******", "5* (1/6)*", "<10", "< 5", "<5*", "n.n.b", "nnb", "gereed 5",
    "123456789", "123.456.789", "12.345.6789", "123456782,5", "123.456.782,5", "0,000000000000000000001", "1,2e-05", "2024-07-01", "5 (01-07-2024)", "5 (31-12",
    "5 (31/2)", "5 (30-02)", "5 (31/4)", "5 (31-11)", "5 (32-1)", "5 (0-1)", "5 (1-13)", "5 (1-0)", "#N/A", "٣",
]  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
SPACE = st.sampled_from(["", " "])


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def readable(con: duckdb.DuckDBPyConnection, text: str | None) -> object:
    return con.execute(f"SELECT {leesbaar_sql('CAST($1 AS VARCHAR)')}", [text]).fetchone()[0]  # type: ignore[index]


def part(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


@st.composite
def figures(draw: st.DrawFn) -> str:
    """A figure put together from the parts that the grammar names."""
    optional = {name: draw(st.booleans()) for name in ("eerder", "teken", "procent", "merk", "datum")}
    number = draw(part(getypt.GETAL))
    before = draw(part(getypt.EERDER_GETAL)) if optional["eerder"] else ""
    before += draw(part(getypt.TEKEN)) if optional["teken"] else ""
    percent = draw(part(getypt.PROCENT)) if optional["procent"] else ""
    after = [draw(SPACE) + draw(part(getypt.MERK))] if optional["merk"] else []
    after += [draw(SPACE) + draw(part(getypt.DATUM))] if optional["datum"] else []
    return before + number + percent + "".join(draw(st.permutations(after)))


@given(figures(), st.sampled_from(["", " ", *getypt.SPATIES]))
def test_whatever_is_put_together_from_its_parts_is_read(con: duckdb.DuckDBPyConnection, text: str, around: str):
    assert readable(con, around + text.replace(" ", around or " ") + around) is True


@given(st.sampled_from([*WOORDEN, *STREPEN, getypt.MINDER_DAN]), st.sampled_from([str.lower, str.upper, str.title]))
def test_what_stands_in_place_of_a_figure_is_read(con: duckdb.DuckDBPyConnection, word: str, spelling: object):
    assert readable(con, spelling(word)) is True  # type: ignore[operator]


@given(TEXT)
def test_python_and_the_engine_agree_on_any_text(con: duckdb.DuckDBPyConnection, text: str):
    plain = re.sub(f"[{getypt.SPATIES}]", " ", text).strip(" ")
    assert readable(con, text) == (re.fullmatch(PATROON, plain) is not None)


@given(TEXT, st.integers(0, 200_000).map(bsn), st.sampled_from(["", ".", " "]), TEXT)
def test_a_bsn_is_never_read(con: duckdb.DuckDBPyConnection, before: str, number: str, between: str, after: str):
    assume(not before[-1:].isdigit() and not after[:1].isdigit())
    assume(not before.endswith(","))  # behind a comma are decimals, and a spreadsheet may compute nine
    spelled = between.join((number[:3], number[3:6], number[6:]))
    assert readable(con, before + spelled + after) is False


@given(part(PATROON))
def test_nothing_that_is_read_has_nine_digits_in_a_row_but_behind_a_comma(text: str):
    assert not re.search("[0-9](?:[. ]?[0-9]){8}", re.sub(",[0-9]+", "", text))


@pytest.mark.parametrize("text", TYPED)
def test_what_people_type_is_read(con: duckdb.DuckDBPyConnection, text: str):
    assert readable(con, text) is True


@pytest.mark.parametrize("text", NOT_TYPED)
def test_what_may_be_another_thing_is_not_read(con: duckdb.DuckDBPyConnection, text: str):
    assert readable(con, text) is False


def test_every_day_that_exists_is_read_and_no_other(con: duckdb.DuckDBPyConnection):
    days = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    pairs = [(day, month) for day in range(33) for month in range(14)]
    expected = {(day, month) for day, month in pairs if 1 <= month <= 12 and 1 <= day <= days[month]}
    for written in ("5 ({}-{})", "5({:02d}/{:02d})"):
        assert {pair for pair in pairs if readable(con, written.format(*pair))} == expected


def test_no_cell_is_no_fault(con: duckdb.DuckDBPyConnection):
    assert readable(con, None) is None
