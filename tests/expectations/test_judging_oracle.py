"""Great Expectations itself finds the same rows, the same numbers and the same verdict as the one pass in SQL, for every
kind of check that has SQL of ours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from expectations.judging import judge
from expectations.resultaat import Resultaat, Validatie
from expectations.row_rules import QUERY, breaks_row_sql, broken_rows_sql
from expectations.rules import Controle, controles
from sources.contract_model import Ernst
from tests.support.warehouse import CODELIJSTEN, CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.gx_engine import DuckDBExecutionEngine

TABLE = "keuring_proef"
META = {"suite": "proef.proef", "levering_id": "proef", "peildatum": "2024-12-31"}
EITHER = {"ignore_row_if": "either_value_is_missing"}
KINDS: list[tuple[str, dict[str, Any]]] = [
    ("expect_column_values_to_not_be_null", {"column": "code"}),
    ("expect_column_values_to_be_null", {"column": "code"}),
    ("expect_column_values_to_be_in_set", {"column": "code", "value_set": ["A", "b'c"]}),
    ("expect_column_values_to_match_regex", {"column": "code", "regex": "^(?:[A-Z]|é)$"}),
    ("expect_column_values_to_match_regex", {"column": "code", "regex": "^(?:(?i)a')$"}),
    ("expect_column_values_to_be_between", {"column": "getal", "min_value": 0, "max_value": 10.5}),
    ("expect_column_values_to_be_between", {"column": "getal", "min_value": 0.1, "max_value": None}),
    ("expect_column_values_to_be_between", {"column": "getal", "min_value": None, "max_value": 10}),
    ("expect_column_values_to_be_unique", {"column": "code"}),
    ("expect_column_values_to_be_unique", {"column": "getal"}),
    ("expect_column_pair_values_a_to_be_greater_than_b", {"column_A": "tot", "column_B": "van", **EITHER}),
    (
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "tot", "column_B": "van", "or_equal": True, **EITHER},
    ),
    (QUERY, {"unexpected_rows_query": "SELECT rijnummer FROM {batch} WHERE getal > 1 OR code = 'A' AND van IS NULL"}),
    (
        QUERY,
        {"unexpected_rows_query": "SELECT rijnummer FROM {batch} WHERE code IN (SELECT code FROM {batch} LIMIT 1)"},
    ),
    (QUERY, {"unexpected_rows_query": "SELECT 0 AS rijnummer FROM {batch} HAVING count(*) > 5"}),
    (
        QUERY,
        {
            "unexpected_rows_query": "SELECT rijnummer FROM (SELECT rijnummer, count(*) OVER (PARTITION BY code, getal) "
            "AS keren FROM {batch}) AS geteld WHERE keren > 1"
        },
    ),
    ("expect_table_row_count_to_equal", {"value": 7}),
]
CHECKS = [
    Controle(f"proef.proef.{n}", "proef", "Kop", str(n), ernst, "Reden.", expectation, kwargs)
    for n, (expectation, kwargs) in enumerate(KINDS)
    for ernst in [Ernst.WAARSCHUWING if n % 3 else Ernst.FOUT]
]
ROW = st.tuples(
    st.sampled_from([None, "", "A", "a", "b'c", "é", "a'", "%", "A\n"]),
    st.none() | st.decimals(-5, 20, places=2),
    st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 4)),
    st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 4)),
)


@pytest.fixture(scope="module")
def oracle() -> Iterator[tuple[DuckDBExecutionEngine, duckdb.DuckDBPyConnection]]:
    from expectations.gx_engine import engine_on

    with duckdb.connect() as con:
        yield engine_on(con), con


def broken(con: duckdb.DuckDBPyConnection, result: Resultaat) -> set[int]:
    query = result.rijen_sql
    return set() if query is None else {row[0] for row in con.execute(query).fetchall()}


def numbers(validatie: Validatie) -> list[dict[str, float]]:
    """What both count. Of a pair Great Expectations leaves out the rows with an empty cell, and we do not count those."""
    pairs = "expect_column_pair_values_a_to_be_greater_than_b"
    return [
        {key: value or 0 for key, value in account["result"].items()}  # of no rows it says None, and we say 0
        for account in validatie.verslag["results"]
        if account["expectation_config"]["type"] != pairs
    ]


def test_every_kind_of_check_of_every_contract_is_tried_here():
    tried = {expectation for expectation, _ in KINDS}
    asked = [
        check
        for contract in CONTRACTS.values()
        for tabel in contract.tabellen
        for check in controles(
            contract, tabel, [veld.naam for veld in tabel.velden], date(2024, 12, 31), 7, CODELIJSTEN, "GM0153"
        )
    ]
    assert {check.expectation for check in asked} == tried
    without = [
        check.controle_id
        for check in asked
        if check.expectation != "expect_table_row_count_to_equal"
        and breaks_row_sql(check.expectation, check.kwargs) is None
        and broken_rows_sql(check.expectation, check.kwargs, TABLE) is None
    ]
    assert without == [], "these would start Great Expectations in every load"


@settings(
    max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(ROW, max_size=30))
def test_great_expectations_finds_the_same_rows(
    oracle: tuple[DuckDBExecutionEngine, duckdb.DuckDBPyConnection], rows: list[tuple[Any, ...]]
):
    from expectations.gx_suite import validate

    engine, con = oracle
    con.execute(
        f"CREATE OR REPLACE TABLE {TABLE} (rijnummer BIGINT, rij__leesfout VARCHAR, code VARCHAR, "
        "getal DECIMAL(18, 6), van DATE, tot DATE)"
    )
    if rows:
        con.executemany(
            f"INSERT INTO {TABLE} VALUES ($1, NULL, $2, $3, $4, $5)", [(n, *row) for n, row in enumerate(rows, 2)]
        )
    ours = judge(con, TABLE, CHECKS, META)
    theirs = validate(engine, TABLE, CHECKS, META)
    assert [r.uitzondering for r in theirs.resultaten] == [None] * len(CHECKS)
    for mine, its in zip(ours.resultaten, theirs.resultaten, strict=True):
        assert (mine.controle, mine.geslaagd, mine.aantal) == (its.controle, its.geslaagd, its.aantal)
        assert broken(con, mine) == broken(con, its), mine.controle
        if mine.rijen_sql is None or "HAVING" not in mine.rijen_sql:
            assert mine.aantal_fout == its.aantal_fout, mine.controle
    assert numbers(ours) == numbers(theirs)
    shared = ("success", "suite_name", "statistics", "meta", "suite_parameters", "id")
    assert {key: ours.verslag[key] for key in shared} == {key: theirs.verslag[key] for key in shared}
