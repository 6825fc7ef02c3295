"""Which names of sheets and headers may stand in a message: those that resemble what was agreed, and never somebody's
name or number."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.reading.shown import header_shown, resembling, sheet_shown
from tests.support.warehouse import CONTRACTS

AGREED = ("Beschermd wonen", "Maatschappelijke opvang")
words = st.from_regex(r"[A-Z][a-zé]{1,12}", fullmatch=True)


@given(st.one_of(words, st.lists(words, min_size=2, max_size=3).map(" ".join), st.text(max_size=50)))
def test_a_sheet_that_resembles_nothing_is_not_named(name: str):
    assume(resembling(" ".join(name.split()), AGREED) is None)
    assume(not name.strip().startswith(("Blad", "Sheet")))
    assert sheet_shown(name, AGREED) is None


@given(st.lists(words, min_size=2, max_size=4).map(" ".join))
def test_two_words_with_capitals_are_not_named_even_where_the_table_stands_on_their_sheet(name: str):
    assume(resembling(name, AGREED) is None)
    assert sheet_shown(name, AGREED, holds_the_table=True) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Blad1", "Blad1"),
        ("Sheet 12", "Sheet 12"),
        ("Blad1234", None),
        ("Beschermd  Wonen (oud)", "Beschermd Wonen (oud)"),
        ("Beschermd wonen 990000011", "Beschermd wonen …"),
        ("Beschermd wonen 9900 0001 1", "Beschermd wonen …"),
        ("Beschermd wonen 99.00.00.011", "Beschermd wonen …"),
        ("Beschermd wonen 2023", "Beschermd wonen 2023"),
        ("Toelichting", None),
    ],
)
def test_what_is_told_of_a_name(name: str, shown: str | None):
    assert sheet_shown(name, AGREED) == shown


@pytest.mark.parametrize(
    ("feed", "header"),
    [
        ("ssd/uitkeringen", "BSN_990_000_012"),
        ("ssd/uitkeringen", "BSN_99_00_00_01_2"),
        ("kadera/verblijf", "BSN 990 000 012"),
        ("kadera/verblijf", "Client 990000012"),
        ("kadera/verblijf", "Client 99 00 00 01 2"),
        ("gidso/voorzieningen", "bsn_990_000_012"),
    ],
)
def test_no_number_of_a_person_in_a_header_is_told_however_it_is_grouped(feed: str, header: str):
    shown = header_shown(header, CONTRACTS[feed].tabellen[0])
    assert shown is None or not set("0123456789") & set(shown)


@pytest.mark.parametrize("feed", ["ssd/uitkeringen", "gidso/voorzieningen", "kadera/verblijf", "vis2/opvang"])
@pytest.mark.parametrize("header", ["Fatima El Amrani", "Jan de Vries", "j.jansen@gemeente.example", "Jansen, J."])
def test_a_name_or_an_address_in_place_of_a_header_is_not_told(feed: str, header: str):
    assert header_shown(header, CONTRACTS[feed].tabellen[0]) is None
