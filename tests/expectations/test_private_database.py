"""The database in which deliveries are judged: nothing of it beside memory, and ten million rows in little of it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from expectations import private_database as private
from expectations.private_database import private_database, store

SCHEMA = pa.schema([("rijnummer", pa.int64()), ("tekst", pa.string())])


def stream(*sizes: int) -> pa.RecordBatchReader:
    """Batches of so many rows, numbered through."""

    def batches() -> object:
        first = 0
        for size in sizes:
            numbers = range(first, first + size)
            yield pa.RecordBatch.from_pydict(
                {"rijnummer": list(numbers), "tekst": [f"{n % 7:064d}" for n in numbers]}, schema=SCHEMA
            )
            first += size

    return pa.RecordBatchReader.from_batches(SCHEMA, batches())


def test_what_does_not_fit_fails_and_nothing_goes_to_a_file():
    with private_database() as con:
        settings = "SELECT current_setting('temp_directory'), current_setting('memory_limit')"
        assert con.execute(settings).fetchall() == [("", "2.7 GiB")]
        assert con.execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall() == [(None,), (None,)]


@pytest.mark.parametrize("sizes", [(), (0,), (3,), (4, 4), (2, 2, 2, 1), (1, 9, 0, 1), (4, 4, 4)])
def test_all_rows_come_in_in_their_order_whatever_the_parts(sizes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(private, "ROWS_AT_ONCE", 4)
    with private_database() as con:
        store(con, "bron", stream(*sizes), "doel", "SELECT rijnummer FROM bron")
        assert con.execute("SELECT * FROM doel").fetchall() == [(n,) for n in range(sum(sizes))]
        assert con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall() == []


def test_a_table_of_before_with_the_same_name_is_gone():
    with private_database() as con:
        for rows in (3, 2):
            store(con, "bron", stream(rows), "doel", "SELECT * FROM bron")
        assert con.execute("SELECT count(*) FROM doel").fetchall() == [(2,)]


def test_many_rows_are_compressed_while_the_rest_is_still_to_come(monkeypatch: pytest.MonkeyPatch):
    def bytes_of(rows_at_once: int) -> int:
        monkeypatch.setattr(private, "ROWS_AT_ONCE", rows_at_once)
        with private_database() as con:
            store(con, "bron", stream(*[50_000] * 8), "doel", "SELECT * FROM bron")
            return int(con.execute("SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()").fetchall()[0][0])

    assert bytes_of(100_000) < bytes_of(10_000_000) / 3


def test_digests_are_kept_as_they_are_and_texts_are_compressed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(private, "ROWS_AT_ONCE", 50_000)
    with private_database() as con:
        store(
            con,
            "bron",
            stream(50_000),
            "doel",
            "SELECT tekst, unhex(sha256(CAST(rijnummer AS VARCHAR))) AS id FROM bron",
        )
        kinds = "SELECT column_name, compression FROM pragma_storage_info('doel') WHERE segment_type <> 'VALIDITY'"
        found = con.execute(f"SELECT DISTINCT * FROM ({kinds})").fetchall()
    assert dict(found)["id"] == "Uncompressed"
    assert "Uncompressed" not in {kind for column, kind in found if column == "tekst"}
