"""The private database in which deliveries are judged: in memory, compressed, and never beside it on a disk.

Belongs here: its settings, and how the rows of a delivery get into it in parts, so that ten million of them take about
a gigabyte and not five. Does not belong here: what becomes of the rows (`expectations.keuring`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "3GB"
"""What the database may take. A delivery that needs more fails with an error of ours and is tried again; before the
machine runs out of memory and something else is ended for it."""

ROWS_AT_ONCE = 1_000_000
"""So many rows are held as they come; then they are compressed, to about a third."""

_CATALOG = "keuring"


def private_database() -> duckdb.DuckDBPyConnection:
    """A database of its own. What does not fit fails: nothing of it goes to a file."""
    con = duckdb.connect()
    con.execute(f"SET temp_directory = ''; SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = true")
    con.execute(f"ATTACH ':memory:' AS {_CATALOG} (COMPRESS); USE {_CATALOG}")
    return con


def store(con: duckdb.DuckDBPyConnection, name: str, stream: pa.RecordBatchReader, table: str, query: str) -> int:
    """Make the table of what the query selects from the stream, which it knows by this name. Returns how many rows."""
    rows, uncompressed = 0, 0
    for part in _parts(stream):
        con.register(name, part)
        try:
            if not rows:
                con.execute(f"CREATE OR REPLACE TABLE {table} ({_columns(con, query)})")
            added = int(con.execute(f"INSERT INTO {table} {query}").fetchall()[0][0])
        finally:
            con.unregister(name)
        rows, uncompressed = rows + added, uncompressed + added
        if uncompressed >= ROWS_AT_ONCE:
            con.execute(f"CHECKPOINT {_CATALOG}")
            uncompressed = 0
    return rows


def _columns(con: duckdb.DuckDBPyConnection, query: str) -> str:
    """The columns of a query's table. Bytes are digests, in which nothing recurs: to look for it takes ten times as
    long as to keep them, and saves nothing."""
    described = con.execute(f"DESCRIBE {query}").fetchall()
    return ", ".join(
        f'"{column}" {kind}{" USING COMPRESSION uncompressed" if kind == "BLOB" else ""}'
        for column, kind, *_ in described
    )


def in_few_bytes(rows: duckdb.DuckDBPyRelation) -> pa.Table:
    """The rows of a query, with each text that recurs held once: of ten million rows that are all rejected for the same
    reason, a quarter of a gigabyte and not four."""
    import pyarrow as pa

    reader = rows.to_arrow_reader(ROWS_AT_ONCE)
    texts = [pa.types.is_string(field.type) for field in reader.schema]
    held = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema(
        [field.with_type(held) if text else field for field, text in zip(reader.schema, texts, strict=True)]
    )
    batches = (
        pa.record_batch(
            [column.dictionary_encode() if text else column for column, text in zip(batch.columns, texts, strict=True)],
            schema=schema,
        )
        for batch in reader
    )
    return pa.Table.from_batches(batches, schema=schema)


def _parts(stream: pa.RecordBatchReader) -> Iterator[pa.RecordBatchReader]:
    """The stream in pieces, one at least; each has to be read to its end before the next."""
    import pyarrow as pa

    batches = iter(stream)
    first = next(batches, None)
    yield pa.RecordBatchReader.from_batches(stream.schema, _some_rows(first, batches))
    while (first := next(batches, None)) is not None:
        yield pa.RecordBatchReader.from_batches(stream.schema, _some_rows(first, batches))


def _some_rows(first: pa.RecordBatch | None, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    batch, rows = first, 0
    while batch is not None:
        yield batch
        rows += batch.num_rows
        batch = next(batches, None) if rows < ROWS_AT_ONCE else None
