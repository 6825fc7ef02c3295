"""The treatment of personal fields in SQL, against the same thing said in Python."""

from __future__ import annotations

import hashlib
import hmac
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
from sources.privacy import install_key, pseudonym_domain, pseudonym_sql, treated_columns, valid_bsn_sql
from tests.support.extracts import bsn, wrong_bsn
from tests.support.texts import as_read

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = b"\x00 a key with bytes of every kind \xff'\x1f"
LAYOUT = Layout(formaat="csv", extensie="csv", datumvormen=("dd-mm-jjjj",), decimaalteken=",")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        install_key(connection, KEY)
        yield connection


def value(con: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> object:
    return con.execute(f"SELECT {sql}", list(parameters)).fetchone()[0]  # type: ignore[index]


def treated(
    con: duckdb.DuckDBPyConnection, given_: dict[str, str], text: str | None, gemeente: str = "GM0153"
) -> dict[str, object]:
    """What remains of a text under a treatment, by column."""
    veld = Veld(naam="veld", kop="VELD", type="string", omschrijving="", persoonsgegeven=Persoonsgegeven(**given_))  # type: ignore[arg-type]
    columns = treated_columns(veld, "CAST($1 AS VARCHAR)", LAYOUT, gemeente)
    select = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
    row = con.execute(f"SELECT {select}", [as_read(text)]).fetchone()
    return dict(zip(columns, row or (), strict=True))


BSN_FIELD = {"behandeling": "pseudoniem", "wordt": "persoon_id", "domein": "bsn", "controle": "elfproef"}


@given(TEXT)
def test_a_pseudonym_is_the_hmac_of_domain_and_value(con: duckdb.DuckDBPyConnection, text: str):
    expected = hmac.new(KEY, b"ssd.client\x1f" + text.encode(), "sha256").hexdigest()
    assert value(con, pseudonym_sql("ssd.client", "CAST($1 AS VARCHAR)"), text) == expected


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 200])
def test_a_key_of_any_length_is_the_key_of_python(length: int):
    key = bytes(range(1, 256))[:length]
    with duckdb.connect() as connection:
        install_key(connection, key)
        assert value(connection, pseudonym_sql("bsn", "'1'")) == hmac.new(key, b"bsn\x1f1", "sha256").hexdigest()


def test_the_pseudonym_of_nothing_is_nothing(con: duckdb.DuckDBPyConnection):
    assert value(con, pseudonym_sql("bsn", "CAST(NULL AS VARCHAR)")) is None


def test_domains_do_not_run_into_values(con: duckdb.DuckDBPyConnection):
    one = value(con, pseudonym_sql("ssd.a", "'b1'"))
    other = value(con, pseudonym_sql("ssd.ab", "'1'"))
    assert one != other


def test_a_bsn_means_the_same_everywhere_and_a_number_of_a_source_only_within_its_municipality(
    con: duckdb.DuckDBPyConnection,
):
    assert pseudonym_domain("bsn", "GM0153") == pseudonym_domain("bsn", "GM0141") == "bsn"
    client = {"behandeling": "pseudoniem", "wordt": "client_id", "domein": "gidso.client"}
    assert treated(con, client, "1") != treated(con, client, "1", "GM0141")
    assert treated(con, BSN_FIELD, bsn(1)) == treated(con, BSN_FIELD, bsn(1), "GM0141")


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
    veld = Veld(naam="wet", kop="wet", type="string", omschrijving="")
    with pytest.raises(ValueError, match="wet is geen persoonsgegeven"):
        treated_columns(veld, "x", LAYOUT, "GM0153")


@pytest.mark.parametrize(
    "broken",
    [
        "{p} + 1",
        "CAST({p} AS INTEGER)",
        "{p} FROM nergens",
        "({p}",
        "sha256({p}, {p})",
        "strptime({p}, '%Y')",
        "unhex({p} || 'x')",
    ],
)
def test_the_key_is_in_no_query_and_no_error_text(broken: str):
    key = b"SLEUTEL-DIE-NERGENS-MAG-STAAN"
    pads = [bytes(b ^ pad for b in key) for pad in (0x36, 0x5C)]
    with duckdb.connect() as connection:
        install_key(connection, key)
        query = "SELECT " + broken.format(p=pseudonym_sql("bsn", "'990000047'"))
        with pytest.raises(duckdb.Error) as error:
            connection.execute(query)
    for secret in (key, *pads, hashlib.sha256(key).digest()):
        for spelling in (
            secret.decode("latin-1"),
            secret.hex(),
            "".join(f"\\x{byte:02X}" for byte in secret),
            repr(secret),
        ):
            assert spelling not in str(error.value) + query


def test_the_plan_of_a_query_does_not_show_the_key():
    key = b"SLEUTEL-DIE-NERGENS-MAG-STAAN"
    with duckdb.connect() as connection:
        install_key(connection, key)
        connection.execute("CREATE TABLE t AS SELECT '1' AS v")
        plan = str(connection.execute(f"EXPLAIN ANALYZE SELECT {pseudonym_sql('bsn', 'v')} FROM t").fetchall())
    pads = [bytes(b ^ pad for b in key) for pad in (0x36, 0x5C)]
    assert not [secret for secret in (key, *pads) if secret.decode("latin-1") in plan]


def test_the_placeholders_are_those_of_the_agreement():
    assert set(privacy.BSN_PLACEHOLDERS) == {"999999999", "000000000"}
