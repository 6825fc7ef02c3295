"""Searching everything that was written for what may never be there.

Belongs here: decoding files of the kinds that a load writes. A file of a kind that is not known is searched as bytes
only.
"""

from __future__ import annotations

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
        haystack = b"\x1f".join([path.name.encode(), path.read_bytes(), *_values(path)]).lower()
        found += [
            (path.name, text)
            for text, spellings in needles.items()
            if any(spelling in haystack for spelling in spellings)
        ]
    return found


def _values(path: Path) -> list[bytes]:
    """The values in a file that holds them packed."""
    if path.suffix == ".parquet":
        with closing(duckdb.connect()) as connection:
            return _cells(connection, f"'{path}'")
    if path.suffix == ".duckdb":
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            return [cell for table in tables for cell in _cells(connection, table)]
    return []


def _cells(connection: duckdb.DuckDBPyConnection, relation: str) -> list[bytes]:
    rows = connection.execute(f"SELECT DISTINCT CAST(COLUMNS(*) AS VARCHAR) FROM {relation}").fetchall()
    return [value.encode() for row in rows for value in row if value is not None]
