"""What is typed in a code column is shown only when it can be nothing but a code: no number, no name, nothing long."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from expectations.drift import LONGEST_CODE, may_be_shown
from sources.contract import load_contracts
from tests.support.extracts import bsn

CODED = {
    f"{contract.bron}.{tabel.naam}.{veld.naam}": veld.codes
    for contract in load_contracts()
    for tabel in contract.tabellen
    for veld in tabel.velden
    if veld.codes and any(each.persoonsgegeven for each in tabel.velden)
}
"""The codes of every field that stands beside personal ones."""

known_codes = st.sampled_from(sorted(CODED)).map(lambda name: CODED[name])
capitalised = st.from_regex(r"[A-Z][a-zé]{1,14}", fullmatch=True)
names = st.one_of(
    capitalised,
    st.tuples(capitalised, capitalised).map(" ".join),
    st.tuples(st.sampled_from("ABJM"), capitalised).map(". ".join),
    capitalised.map(lambda name: f"van den {name}"),
    st.tuples(capitalised, capitalised).map("-".join),
    capitalised.map(str.lower),
    st.from_regex(r"[A-Z]{5,15}", fullmatch=True),
)


def kinship(name: str, known: tuple[str, ...]) -> bool:
    """Whether a made-up name happens to share a part with a code, or to be nearly one."""
    from sources.reading.shown import resembling

    parts = {part for code in known for part in re.split(r"[^A-Za-z]+", code) if len(part) > 1}
    return resembling(name, list(known), 0.8) is not None or bool(parts & set(re.split(r"[^A-Za-z]+", name)))


@given(known_codes, st.integers(0, 400_000), st.sampled_from(["{}", "{}.0", "B{}", "{} ", "BSN {}", "0{}"]))
def test_a_bsn_never_gets_through(known: tuple[str, ...], n: int, around: str):
    assert not may_be_shown(around.format(bsn(n)), known, persons=True, years=False)
    assert not may_be_shown(around.format(bsn(n)), known, persons=False, years=True)


@given(known_codes, st.integers(0, 400_000), st.sampled_from([" ", "-", ".", "_"]))
def test_nor_does_one_in_groups(known: tuple[str, ...], n: int, between: str):
    number = bsn(n)
    grouped = between.join([number[:3], number[3:6], number[6:]])
    assert not may_be_shown(grouped, known, persons=True)


@given(known_codes, names)
def test_a_name_never_gets_through(known: tuple[str, ...], name: str):
    assume(not kinship(name, known))
    assert not may_be_shown(name, known, persons=True)


@given(known_codes, st.text(min_size=LONGEST_CODE + 1, max_size=80))
def test_nor_does_what_is_long(known: tuple[str, ...], text: str):
    assert not may_be_shown(text, known, persons=True)
    assert not may_be_shown(text, known, persons=False)
    assert not may_be_shown("A" * (LONGEST_CODE + 1), (*known, "A" * 60), persons=False)


@given(known_codes, st.integers(0, 200), st.text(max_size=2))
def test_whatever_gets_through_is_written_with_the_kinds_of_characters_of_the_known_codes(
    known: tuple[str, ...], place: int, other: str
):
    """Tried with codes in which something was typed over."""
    code = known[place % len(known)]
    at = place % (len(code) + 1)
    text = code[:at] + other + code[at + 1 :]
    if not may_be_shown(text, known, persons=True):
        return
    others = {c for code in known for c in code if not c.isalnum()}
    assert {c for c in text if not c.isalnum()} <= others
    for kind in (str.isdigit, str.isupper, str.islower):
        assert not any(map(kind, text)) or any(kind(c) for code in known for c in code)


@pytest.mark.parametrize(
    ("value", "known", "shown"),
    [
        ("IOAU", ("PW", "IOAW"), True),
        ("ioau", ("PW", "IOAW"), False),
        ("BESCHUT_WONEN", ("BESCHUT_WERK", "SCHOLING"), True),
        ("JAN_JANSEN", ("BESCHUT_WERK", "SCHOLING"), False),
        ("WERKSTAGE", ("BESCHUT_WERK", "SCHOLING"), False),
        ("SCHOLINGEN", ("BESCHUT_WERK", "SCHOLING"), True),
        ("43", ("11", "12"), True),
        ("431", ("11", "12"), False),
        ("4", ("11", "12"), False),
        ("tot140", ("tot120", "tot130"), True),
        ("2024", ("2022", "2023"), False),
        ("", ("A",), False),
        ("AAA", ("A",), False),
        ("A", (), False),
    ],
)
def test_beside_persons_a_code_is_shown_when_it_is_written_like_the_others(
    value: str, known: tuple[str, ...], shown: bool
):
    assert may_be_shown(value, known, persons=True) is shown


def test_where_rows_are_about_nobody_a_word_may_be_shown():
    assert may_be_shown("werkstage", ("scholing", "beschut"), persons=False)
    assert not may_be_shown("werkstage", ("scholing", "beschut"), persons=True)


def test_a_year_may_stand_in_the_code_of_what_is_public():
    known = ("enschede-begroting-2024", "enschede-jaarrekening-2023")
    assert may_be_shown("enschede-begroting-2025", known, persons=False, years=True)
    assert not may_be_shown("enschede-begroting-2025", known, persons=False, years=False)
    assert not may_be_shown("enschede-begroting-990000011", known, persons=False, years=True)
