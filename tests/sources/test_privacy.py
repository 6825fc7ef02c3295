"""The treatment of personal fields in SQL, against the same thing said in Python."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import privacy
from sources.contract_model import Veld
from sources.contract_properties import Layout, Persoonsgegeven
from sources.privacy import pseudonyms_asked, treated_columns, valid_bsn_sql
from tests.support.extracts import bsn, wrong_bsn
from tests.support.texts import as_read

if TYPE_CHECKING:
    from collections.abc import Iterator

PSEUDONYM = "a pseudonym"
LAYOUT = Layout(formaat="csv", extensie="csv", datumvormen=("dd-mm-jjjj",), decimaalteken=",")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def value(con: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> object:
    return con.execute(f"SELECT {sql}", list(parameters)).fetchone()[0]  # type: ignore[index]


def veld(naam: str, given_: dict[str, str] | None) -> Veld:
    personal = Persoonsgegeven(**given_) if given_ else None  # type: ignore[arg-type]
    return Veld(naam=naam, kop="VELD", type="string", omschrijving="", persoonsgegeven=personal)


def treated(con: duckdb.DuckDBPyConnection, given_: dict[str, str], text: str | None) -> dict[str, object]:
    """What remains of a text under a treatment, by column. The pseudonym of a text that is there is `PSEUDONYM`."""
    pseudonym = f"CASE WHEN $1 IS NOT NULL THEN '{PSEUDONYM}' END"
    columns = treated_columns(veld("veld", given_), "CAST($1 AS VARCHAR)", LAYOUT, pseudonym)
    select = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    row = con.execute(f"SELECT {select}", [as_read(text)]).fetchone()
    return dict(zip(columns, row or (), strict=True))


BSN_FIELD = {"behandeling": "pseudoniem", "wordt": "persoon_id", "domein": "bsn", "controle": "elfproef"}


def test_a_bsn_means_the_same_everywhere_and_a_number_of_a_source_only_within_its_municipality():
    fields = [veld("bsn", BSN_FIELD), veld("client", {"behandeling": "pseudoniem", "wordt": "c", "domein": "gidso.c"})]
    present = ("bsn", "client")
    assert pseudonyms_asked(fields, present, "GM0153") == {
        "bsn__pseudoniem": ("bsn", "bsn"),
        "client__pseudoniem": ("client", "gidso.c.GM0153"),
    }
    assert pseudonyms_asked(fields, present, "GM0141")["client__pseudoniem"] == ("client", "gidso.c.GM0141")


def test_a_pseudonym_is_asked_for_fields_that_get_one_and_are_there():
    fields = [veld("bsn", BSN_FIELD), veld("naam", {"behandeling": "verwijderen"}), veld("wet", None)]
    assert set(pseudonyms_asked(fields, ("bsn", "naam", "wet"), "GM0153")) == {"bsn__pseudoniem"}
    assert pseudonyms_asked(fields, ("naam", "wet"), "GM0153") == {}


def test_what_remains_of_a_bsn_is_its_pseudonym(con: duckdb.DuckDBPyConnection):
    assert treated(con, BSN_FIELD, bsn(1))["persoon_id"] == PSEUDONYM


def elfproef(text: str) -> bool:
    """The proof as Logius words it."""
    return (
        bool(re.fullmatch("[0-9]{9}", text))
        and (sum((9 - i) * int(d) for i, d in enumerate(text[:8])) - int(text[8])) % 11 == 0
    )


@given(
    st.one_of(
        st.from_regex("[0-9]{7,10}", fullmatch=True),
        st.integers(0, 200_000).map(bsn),
        st.integers(0, 200_000).map(wrong_bsn),
        TEXT,
    )
)
def test_a_bsn_is_nine_digits_that_pass_the_11_proef(con: duckdb.DuckDBPyConnection, text: str):
    assert value(con, valid_bsn_sql("CAST($1 AS VARCHAR)"), text) == (elfproef(text) or text == "999999999")


@pytest.mark.parametrize("text", ["٩٩٠٠٠٠٠٤٧", "99000004７", "9990000047", " 99000004", "99000004x", "-9900004", ""])
def test_what_looks_like_nine_digits_is_no_bsn(con: duckdb.DuckDBPyConnection, text: str):
    assert value(con, valid_bsn_sql("CAST($1 AS VARCHAR)"), text) is False


@pytest.mark.parametrize("placeholder", ["999999999", "000000000", " 999999999 "])
def test_a_placeholder_is_legal_and_identifies_nobody(con: duckdb.DuckDBPyConnection, placeholder: str):
    assert treated(con, BSN_FIELD, placeholder) == {"veld__gevuld": "ja", "persoon_id": None, "veld__leesfout": None}


@pytest.mark.parametrize("text", [None, "", "   "])
def test_an_empty_field_is_empty_and_no_fault(con: duckdb.DuckDBPyConnection, text: str | None):
    assert set(treated(con, BSN_FIELD, text).values()) == {None}


@given(TEXT)
def test_nothing_that_remains_of_a_field_holds_its_value(con: duckdb.DuckDBPyConnection, text: str):
    text = f"Persoon {text}"
    for field in (
        BSN_FIELD,
        {"behandeling": "geboortejaar", "wordt": "jaar"},
        {"behandeling": "postcode4", "wordt": "pc"},
        {"behandeling": "verwijderen"},
    ):
        assert not [found for found in treated(con, field, text).values() if "Persoon" in str(found)]


@given(st.dates(date(1880, 1, 1), date(2199, 12, 31)))
def test_of_a_birth_date_the_year_remains(con: duckdb.DuckDBPyConnection, day: date):
    found = treated(con, {"behandeling": "geboortejaar", "wordt": "jaar"}, day.strftime("%d-%m-%Y"))
    assert found == {"veld__gevuld": "ja", "jaar": str(day.year), "veld__leesfout": None}


@pytest.mark.parametrize("text", ["31-02-1980", "1980-02-01", "1980", "onbekend", "01-01-1780"])
def test_a_birth_date_that_is_none_leaves_nothing_but_its_fault(con: duckdb.DuckDBPyConnection, text: str):
    found = treated(con, {"behandeling": "geboortejaar", "wordt": "jaar"}, text)
    assert found == {"veld__gevuld": "ja", "jaar": None, "veld__leesfout": "datum"}


@pytest.mark.parametrize(("text", "pc4"), [("7511AA", "7511"), ("7511 aa", "7511"), (" 7511AA ", "7511")])
def test_of_a_postcode_four_digits_remain(con: duckdb.DuckDBPyConnection, text: str, pc4: str):
    assert treated(con, {"behandeling": "postcode4", "wordt": "pc"}, text) == {
        "veld__gevuld": "ja",
        "pc": pc4,
        "veld__leesfout": None,
    }


@pytest.mark.parametrize("text", ["7511", "0511AA", "7511  AA", "7511AAA", "x7511AA", "B-2000", bsn(1), "7511\nAA"])
def test_a_postcode_that_is_none_leaves_nothing_but_its_fault(con: duckdb.DuckDBPyConnection, text: str):
    assert treated(con, {"behandeling": "postcode4", "wordt": "pc"}, text) == {
        "veld__gevuld": "ja",
        "pc": None,
        "veld__leesfout": "postcode",
    }


def test_of_a_field_that_is_removed_only_remains_whether_it_was_filled(con: duckdb.DuckDBPyConnection):
    assert treated(con, {"behandeling": "verwijderen"}, "vrije tekst") == {"veld__gevuld": "ja"}


def test_a_field_that_is_not_personal_has_no_treatment():
    with pytest.raises(ValueError, match="wet is geen persoonsgegeven"):
        treated_columns(veld("wet", None), "x", LAYOUT, "p")


def test_the_placeholders_are_those_of_the_agreement():
    assert set(privacy.BSN_PLACEHOLDERS) == {"999999999", "000000000"}
