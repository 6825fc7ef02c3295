"""Searching everything that was written for what may never be there.

Belongs here: decoding files of the kinds that a load writes. A file of a kind that is not known is searched as bytes
only.
"""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def spilled(paths: Iterable[Path], forbidden: Iterable[str]) -> list[tuple[str, str]]:
    """Each (file, text) of which the file holds the text, in any spelling of capitals: in its name, its bytes or its
    decoded values."""
    needles = {text: [text.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le")] for text in forbidden}
    found = []
    for path in paths:
        content = haystack(path).lower()
        found += [
            (path.name, text)
            for text, spellings in needles.items()
            if any(spelling in content for spelling in spellings)
        ]
    return found


def haystack(path: Path) -> bytes:
    """All that a file says: its name, its bytes, and the values that are packed in it."""
    return b"\x1f".join([path.name.encode(), path.read_bytes(), *_values(path)])


def _values(path: Path) -> list[bytes]:
    """The values in a file that holds them packed: compressed, or cut up in pages."""
    if path.suffix == ".parquet":
        with closing(duckdb.connect()) as connection:
            return _cells(connection, f"'{path}'")
    if path.suffix == ".duckdb":
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
            return [cell for schema, table in tables for cell in _cells(connection, f'"{schema}"."{table}"')]
    if path.suffix == ".db":
        return rows_of_sqlite(path)
    return unzipped(path) if path.suffix in (".xlsx", ".zip") else []


def rows_of_sqlite(path: Path) -> list[bytes]:
    """The rows of all tables, as Dagster keeps its history."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return [str(row).encode() for (table,) in tables for row in database.execute(f"SELECT * FROM {table}")]


def unzipped(path: Path) -> list[bytes]:
    """The parts of a workbook or another zip."""
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def _cells(connection: duckdb.DuckDBPyConnection, relation: str) -> list[bytes]:
    rows = connection.execute(f"SELECT DISTINCT CAST(COLUMNS(*) AS VARCHAR) FROM {relation}").fetchall()
    return [value.encode() for row in rows for value in row if value is not None]
