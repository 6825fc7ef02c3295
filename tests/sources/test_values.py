"""What delivered text means as a date or a number: what does not fit is null, never an error and never a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.contract_model import Veld
from sources.contract_properties import Layout
from sources.values import date_sql, number_sql, plain_columns
from tests.support.texts import as_read

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = {"dd-mm-jjjj": "%d-%m-%Y", "jjjj-mm-dd": "%Y-%m-%d", "jjjjmmdd": "%Y%m%d"}
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
V = "CAST($1 AS VARCHAR)"


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def value(con: duckdb.DuckDBPyConnection, sql: str, text: str | None) -> object:
    return con.execute(f"SELECT {sql}", [text]).fetchone()[0]  # type: ignore[index]


@given(st.dates(date(1880, 1, 1), date(2199, 12, 31)), st.sampled_from(sorted(FORMS)))
def test_a_day_written_in_an_agreed_form_is_that_day(con: duckdb.DuckDBPyConnection, day: date, form: str):
    assert value(con, date_sql(V, [form]), day.strftime(FORMS[form])) == day


@given(st.dates(date(1880, 1, 1), date(2199, 12, 31)))
def test_a_workbook_reads_a_date_in_both_its_forms(con: duckdb.DuckDBPyConnection, day: date):
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        assert value(con, date_sql(V, ["jjjj-mm-dd", "dd-mm-jjjj"]), day.strftime(form)) == day


@given(st.sampled_from(sorted(FORMS)), TEXT)
def test_any_other_text_is_no_date_and_no_error(con: duckdb.DuckDBPyConnection, form: str, text: str):
    assert value(con, date_sql(V, [form]), text) is None or text == value(con, date_sql(V, [form]), text).strftime(
        FORMS[form]
    )  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("dd-mm-jjjj", "31-02-2024"), ("dd-mm-jjjj", "29-02-2023"), ("dd-mm-jjjj", "1-2-2024"), ("dd-mm-jjjj",
            "01-02-24"),
        ("dd-mm-jjjj", "01/02/2024"), ("dd-mm-jjjj", "01-02-2024 00:00"), ("dd-mm-jjjj", "00-00-0000"), ("dd-mm-jjjj",
            "01-02-1879"),
        ("dd-mm-jjjj", "01-01-2200"), ("dd-mm-jjjj", "01-02-2024\n"), ("jjjj-mm-dd", "2024-00-01"), ("jjjj-mm-dd",
            "0000-01-01"),
        ("jjjjmmdd", "20240231"), ("jjjjmmdd", "2024021"), ("jjjjmmdd", "00000000"),
    ],
)  # fmt: skip
def test_a_day_that_does_not_exist_or_is_written_otherwise_is_none(
    con: duckdb.DuckDBPyConnection, form: str, text: str
):
    assert value(con, date_sql(V, [form]), text) is None


@given(
    st.decimals(Decimal(-10) ** 11, Decimal(10) ** 11, allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from(",."),
)
def test_a_number_in_the_agreed_notation_is_that_number(con: duckdb.DuckDBPyConnection, number: Decimal, mark: str):
    assert value(con, number_sql(V, mark), f"{number:f}".replace(".", mark)) == number


@given(st.sampled_from(",."), TEXT)
def test_any_other_text_is_no_number_and_no_error(con: duckdb.DuckDBPyConnection, mark: str, text: str):
    found = value(con, number_sql(V, mark), text)
    assert found is None or found == Decimal(text.replace(",", "."))


@pytest.mark.parametrize(
    ("mark", "text"),
    [(",", "1.050,25"), (",", "1.050"), (",", "1050.25"), (".", "1050,25"), (".", "1,050.25"), (",", "1e3"), (",",
        "+1"), (",", "1,"), (",", ",5"),
     (",", "-"), (",", "1 000"), (".", "Infinity"), (".", "nan"), (",", "٣"), (",", "1" * 13), (",", "€ 5"), (",",
         "5%")],
)  # fmt: skip
def test_a_number_in_another_notation_is_none(con: duckdb.DuckDBPyConnection, mark: str, text: str):
    assert value(con, number_sql(V, mark), text) is None


@pytest.mark.parametrize(
    ("kind", "extra", "text", "expected"),
    [
        ("date", {}, "01-02-2024", {"veld": "01-02-2024", "veld__datum": date(2024, 2, 1), "veld__leesfout": None}),
        ("date", {}, "31-02-2024", {"veld": "31-02-2024", "veld__datum": None, "veld__leesfout": "datum"}),
        ("date", {}, " ", {"veld": None, "veld__datum": None, "veld__leesfout": None}),
        ("number", {}, "2,50", {"veld": "2,50", "veld__getal": Decimal("2.5"), "veld__leesfout": None}),
        ("number", {}, "2.50", {"veld": "2.50", "veld__getal": None, "veld__leesfout": "getal"}),
        ("integer", {}, "2", {"veld": "2", "veld__getal": Decimal(2), "veld__leesfout": None}),
        ("integer", {}, "2,5", {"veld": "2,5", "veld__getal": Decimal("2.5"), "veld__leesfout": "getal"}),
        ("string", {}, "PW", {"veld": "PW"}),
        ("string", {"patroon": "([0-9]+|<5)"}, "12", {"veld": "12", "veld__getal": Decimal(12)}),
        ("string", {"patroon": "([0-9]+|<5)"}, "<5", {"veld": "<5", "veld__getal": None}),
        ("string", {"vorm": "getypt"}, " 12,8* ", {"veld": "12,8*", "veld__leesfout": None}),
        ("string", {"vorm": "getypt"}, "4.501\n", {"veld": "4.501", "veld__leesfout": None}),
        ("string", {"vorm": "getypt"}, "ongeveer 12", {"veld": "ongeveer 12", "veld__leesfout": "getypt"}),
        ("string", {"vorm": "getypt"}, "", {"veld": None, "veld__leesfout": None}),
        ("string", {"vorm": "bedrag"}, " -14.014.961 ", {"veld": "-14.014.961", "veld__leesfout": None}),
        ("string", {"vorm": "bedrag"}, "12.5", {"veld": "12.5", "veld__leesfout": "bedrag"}),
        ("string", {"vorm": "bedrag"}, "", {"veld": None, "veld__leesfout": None}),
        ("string", {"vrije_tekst": True}, "in 2024: 12.345", {"veld": "in 2024: 12.345", "veld__leesfout": None}),
        ("string", {"vrije_tekst": True}, "bel 1234.56.789", {"veld": "bel 1234.56.789", "veld__leesfout": "nummer"}),
    ],
)
def test_a_field_comes_out_as_delivered_with_its_meaning_beside_it(
    con: duckdb.DuckDBPyConnection, kind: str, extra: dict[str, str], text: str, expected: dict[str, object]
):
    veld = Veld(naam="veld", kop="VELD", type=kind, omschrijving="", **extra)  # type: ignore[arg-type]
    layout = Layout(formaat="csv", extensie="csv", datumvormen=("dd-mm-jjjj",), decimaalteken=",")
    columns = plain_columns(veld, V, layout)
    row = con.execute(f"SELECT {', '.join(columns.values())}", [as_read(text)]).fetchone()
    assert dict(zip(columns, row or (), strict=True)) == expected
