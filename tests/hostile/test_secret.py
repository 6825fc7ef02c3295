"""The key of the pseudonyms: in memory of the process that needs it, and nowhere else."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import duckdb
import pytest

from expectations.keuring import Keurmeester
from expectations.ledger import Ledger
from expectations.loading import Lading
from expectations.rekeyed_rows import RekeyedRows
from orchestration.settings import Settings
from sources.privacy import install_key, pseudonym_sql
from tests.support import extracts as ex
from tests.support.secret import forms_of, key_in
from tests.support.spill import haystack
from tests.support.warehouse import CODELIJSTEN, CONTRACTS, KEY, Warehouse

SHORT = b"planted-key-0123456789-abcdef"
QUERY = f"SELECT {pseudonym_sql('bsn', 'x')} AS persoon_id FROM (SELECT '990000023' AS x) WHERE x <> ''"


@pytest.fixture(params=[SHORT, KEY], ids=["short", "longer than a block"])
def key(request: pytest.FixtureRequest) -> bytes:
    return bytes(request.param)


@pytest.fixture
def connection(key: bytes) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    install_key(connection, key)
    assert len(connection.execute(QUERY).fetchall()[0][0]) == 64
    return connection


def test_the_search_finds_every_form(key: bytes):
    """Otherwise what follows proves nothing."""
    for name, form in forms_of(key).items():
        assert name in key_in(key, b"before " + form + b" after"), name
    with duckdb.connect() as connection:
        install_key(connection, key)
        told = str(connection.execute("SELECT * FROM duckdb_variables()").fetchall())
        assert {"inner pad, by DuckDB", "outer pad, by DuckDB"} <= key_in(key, told.replace("\\\\", "\\").encode())


def test_no_setting_of_duckdb_holds_it_and_no_other_connection_sees_it(
    connection: duckdb.DuckDBPyConnection, key: bytes
):
    settings = connection.execute("SELECT * FROM duckdb_settings()").fetchall()
    assert key_in(key, str(settings).replace("\\\\", "\\").encode()) == set()
    other = connection.cursor()
    assert other.execute("SELECT getvariable('hmac_inner'), getvariable('hmac_outer')").fetchall() == [(None, None)]
    assert other.execute("SELECT * FROM duckdb_variables()").fetchall() == []


def test_neither_the_text_nor_the_plan_nor_the_log_of_a_query_holds_it(
    connection: duckdb.DuckDBPyConnection, key: bytes
):
    connection.execute("SET explain_output = 'all'")
    told = [str(connection.execute(f"EXPLAIN {QUERY}").fetchall())]
    told.append(str(connection.execute(f"EXPLAIN (ANALYZE, FORMAT json) {QUERY}").fetchall()))
    connection.execute("CALL enable_logging(level = 'trace')")
    install_key(connection, key)
    connection.execute(QUERY).fetchall()
    log = connection.execute("SELECT type, message FROM duckdb_logs").fetchall()
    assert any("SET VARIABLE hmac_inner = $1" in message for _, message in log), "queries are in this log"
    assert key_in(key, "\n".join([*told, str(log)]).replace("\\\\", "\\").encode()) == set()


@pytest.mark.parametrize(
    "broken",
    [
        f"SELECT CAST({pseudonym_sql('bsn', 'x')} AS INTEGER) FROM (SELECT '1' AS x)",
        f"SELECT {pseudonym_sql('bsn', 'no_such_column')} FROM (SELECT '1' AS x)",
        f"SELECT error({pseudonym_sql('bsn', 'x')}) FROM (SELECT '1' AS x)",
        "SELECT CAST(getvariable('hmac_inner') AS DATE)",
        f"SELECT {pseudonym_sql('bsn', 'x')} FROM (SELECT 1 AS x)",
    ],
)
def test_no_error_of_a_query_quotes_it(connection: duckdb.DuckDBPyConnection, key: bytes, broken: str):
    try:
        connection.execute(broken).fetchall()
    except duckdb.Error as error:
        told = "".join(traceback.format_exception(error))
        assert key_in(key, told.replace("\\\\", "\\").encode()) == set()


def test_what_holds_the_key_does_not_show_it(key: bytes, tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        lading = Lading(ledger, tmp_path, tmp_path, "run", CODELIJSTEN, key)
        settings = Settings.from_env({"DWH_LANDING": "/x", "DWH_PSEUDONYM_KEY": SHORT.decode()})
        shown = (
            repr(lading) + str(lading) + repr(settings) + repr(Keurmeester(key, CODELIJSTEN)) + repr(RekeyedRows(key))
        )
    assert key_in(key, shown.encode()) | key_in(SHORT, shown.encode()) == set()


def test_a_load_that_goes_wrong_in_every_way_writes_and_says_nothing_of_it(
    warehouse: Warehouse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    """Sound rows, broken rows, a broken file, and an error in the middle of the work."""
    caplog.set_level(logging.DEBUG)
    rows = [ex.ssd_row("uitkeringen", n) for n in range(1, 40)]
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([*rows, ex.ssd_row("uitkeringen", BSN="x")]))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_02.csv", b"nothing of the kind")
    warehouse.load("ssd/uitkeringen")
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_03.csv", ex.ssd(rows[:30]))

    def broken(*_: object, **__: object) -> None:
        install_key(duckdb.connect(), "no bytes at all")  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(type(warehouse.keurmeester), "keur", broken)
        assert warehouse.load("ssd/uitkeringen")["ssd/uitkeringen"].mislukt
    written = warehouse.written()
    assert {path.suffix for path in written} >= {".parquet", ".duckdb", ".json"}
    assert {path.name: found for path in written if (found := key_in(KEY, haystack(path)))} == {}
    assert key_in(KEY, caplog.text.encode()) == set()
    assert CONTRACTS["ssd/uitkeringen"].sleutel in caplog.text
