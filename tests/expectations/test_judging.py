"""Judging a table in one pass: what counts where, what cannot run, and what is left to Great Expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from expectations.judging import judge
from expectations.row_rules import QUERY, UNIQUE_TOGETHER, breaks_row_sql, broken_rows_sql
from expectations.rules import Controle
from sources.contract_model import Ernst

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = "keuring_proef"
NOT_NULL, UNIQUE = "expect_column_values_to_not_be_null", "expect_column_values_to_be_unique"


def check(regel: str, expectation: str, **kwargs: Any) -> Controle:
    return Controle(f"proef.proef.{regel}", "proef", None, regel, Ernst.FOUT, "Reden.", expectation, kwargs)


def query(regel: str, sql: str) -> Controle:
    return check(regel, QUERY, unexpected_rows_query=sql)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Rows 2 to 6; row 6 could not be divided into columns, and rows 4 and 5 share a code."""
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE {TABLE} AS FROM (VALUES (2, NULL, 'A', '1'), (3, NULL, NULL, '2'), (4, NULL, 'B', 'x'), "
            "(5, NULL, 'B', '4'), (6, 'kolommen', NULL, NULL)) AS rij(rijnummer, rij__leesfout, code, getal)"
        )
        yield connection


def found(con: duckdb.DuckDBPyConnection, *checks: Controle) -> dict[str, tuple[bool, int, list[int], str | None]]:
    """Per rule whether it passed, how many rows break it, which, and the kind of error."""
    results = judge(con, TABLE, checks, {"suite": "proef.proef"}).resultaten
    return {
        r.controle.regel: (
            r.geslaagd,
            r.aantal_fout,
            sorted(row[0] for row in con.execute(r.rijen_sql).fetchall()) if r.rijen_sql else [],
            r.uitzondering,
        )
        for r in results
    }


def test_a_row_that_could_not_be_divided_counts_under_that_rule_only(con: duckdb.DuckDBPyConnection):
    assert found(
        con,
        check("kolommen", "expect_column_values_to_be_null", column="rij__leesfout"),
        check("verplicht", NOT_NULL, column="code"),
        query("leeg", "SELECT rijnummer FROM {batch} WHERE code IS NULL"),
        query("allemaal", "SELECT rijnummer FROM (SELECT * FROM {batch}) AS rij WHERE getal IS NULL"),
    ) == {
        "kolommen": (False, 1, [6], None),
        "verplicht": (False, 1, [3], None),
        "leeg": (False, 1, [3], None),
        "allemaal": (True, 0, [], None),
    }


def test_of_a_key_that_stands_there_twice_every_row_is_found(con: duckdb.DuckDBPyConnection):
    assert found(con, check("uniek", UNIQUE, column="code")) == {"uniek": (False, 2, [4, 5], None)}
    assert found(con, check("uniek", UNIQUE, column="getal")) == {"uniek": (True, 0, [], None)}


def test_of_a_key_of_two_columns_every_row_that_has_it_twice_is_found():
    rows = [("a", "x"), ("a", "y"), ("a", "x"), (None, "x"), (None, "x"), (None, None), (None, None), ("b", "x")]
    with duckdb.connect() as con:
        con.execute(f"CREATE TABLE {TABLE} (rijnummer BIGINT, rij__leesfout VARCHAR, een VARCHAR, twee VARCHAR)")
        con.executemany(
            f"INSERT INTO {TABLE} VALUES (?, NULL, ?, ?)", [(number, *row) for number, row in enumerate(rows, 1)]
        )
        together = check("samen", UNIQUE_TOGETHER, column_list=["een", "twee"])
        assert found(con, together) == {"samen": (False, 4, [1, 3, 4, 5], None)}
        con.execute(f"DELETE FROM {TABLE} WHERE rijnummer IN (3, 5)")
        assert found(con, together) == {"samen": (True, 0, [], None)}


def test_a_rule_about_all_rows_counts_once_though_it_names_no_row(con: duckdb.DuckDBPyConnection):
    (result,) = found(con, query("samen", "SELECT 0 AS rijnummer FROM {batch} HAVING count(*) <> 12")).values()
    assert result == (False, 1, [0], None)


def test_a_rule_that_cannot_run_takes_no_other_with_it_and_tells_no_value(con: duckdb.DuckDBPyConnection):
    checks = [
        check("verplicht", NOT_NULL, column="code"),
        query("cast", "SELECT rijnummer FROM {batch} WHERE CAST(getal AS INTEGER) > 1"),
        query("kolom", "SELECT rijnummer FROM {batch} WHERE nergens"),
        query(
            "vraag",
            "SELECT rijnummer FROM (SELECT CAST(getal AS INTEGER) AS n, rijnummer FROM {batch}) AS t WHERE n > 3",
        ),
    ]
    assert found(con, *checks) == {
        "verplicht": (False, 1, [3], None),
        "cast": (False, 5, [], "ConversionException"),
        "kolom": (False, 5, [], "BinderException"),
        "vraag": (False, 5, [], "ConversionException"),
    }
    accounts = judge(con, TABLE, checks, {"suite": "proef.proef"}).verslag["results"]
    assert accounts[1]["exception_info"]["exception_message"] == "ConversionException"


def test_a_machine_that_is_too_small_is_no_fault_of_the_delivery():
    with duckdb.connect() as con:
        con.execute("SET temp_directory = ''")
        con.execute(
            f"CREATE TABLE {TABLE} AS SELECT range AS rijnummer, CAST(NULL AS VARCHAR) AS rij__leesfout, "
            "range AS code FROM range(2000000)"
        )
        con.execute("SET memory_limit = '60MB'")
        with pytest.raises(duckdb.OutOfMemoryException):
            judge(con, TABLE, [check("uniek", UNIQUE, column="code")], {"suite": "proef.proef"})


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT rijnummer FROM {batch} WHERE code IN (SELECT code FROM {batch})",
        "SELECT rijnummer FROM {batch} WHERE getal > 1 ORDER BY rijnummer LIMIT 1",
        "SELECT rijnummer FROM {batch} WHERE getal > 1 GROUP BY ALL",
        "SELECT rijnummer FROM {batch} WHERE getal > 1 UNION ALL SELECT 3",
        "SELECT rijnummer FROM {batch} WHERE getal > 1 -- klaar",
        "SELECT DISTINCT rijnummer FROM {batch} WHERE getal > 1",
        "SELECT rij.rijnummer FROM {batch} AS rij WHERE rij.getal > 1",
    ],
)
def test_a_query_that_is_more_than_a_condition_stays_a_query(sql: str):
    assert breaks_row_sql(QUERY, {"unexpected_rows_query": sql}) is None
    assert broken_rows_sql(QUERY, {"unexpected_rows_query": sql}, TABLE) == sql.replace("{batch}", TABLE)


@pytest.mark.parametrize(
    ("expectation", "kwargs"),
    [
        (NOT_NULL, {"column": "code", "mostly": 0.9}),
        (UNIQUE, {"column": "code", "mostly": 0.9}),
        ("expect_column_values_to_be_in_set", {"column": "getal", "value_set": [1, 2]}),
        ("expect_column_max_to_be_between", {"column": "getal", "max_value": 2}),
        ("expect_column_pair_values_a_to_be_greater_than_b", {"column_A": "a", "column_B": "b"}),
    ],
)
def test_what_has_no_sql_of_ours_is_left_to_great_expectations(expectation: str, kwargs: dict[str, Any]):
    assert breaks_row_sql(expectation, kwargs) is None
    assert broken_rows_sql(expectation, kwargs, TABLE) is None


def test_great_expectations_judges_the_same_table_beside_ours(con: duckdb.DuckDBPyConnection):
    assert found(
        con,
        check("meestal", NOT_NULL, column="code", mostly=0.7),
        check("verplicht", NOT_NULL, column="code"),
        check("grootste", "expect_column_max_to_be_between", column="rijnummer", max_value=5),
    ) == {
        "meestal": (False, 1, [3, 6], None),
        "verplicht": (False, 1, [3], None),
        "grootste": (False, 1, [], None),
    }
