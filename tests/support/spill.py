"""Searching everything that was written for what may never be there.

Belongs here: decoding files of the kinds that a load writes. A file of a kind that is not known is searched as bytes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

_ENCODINGS = ("utf-8", "utf-16-le")


def spilled(paths: Iterable[Path], forbidden: Iterable[str]) -> list[tuple[str, str]]:
    """Each (file, text) of which the file holds the text, in any spelling of capitals: in its name, its bytes or its decoded values."""
    texts = sorted({text.lower() for text in forbidden})
    return [(path.name, text) for path in paths for text in texts if any(text in seen for seen in _readings(path, text))]


def _readings(path: Path, text: str) -> Iterator[str]:
    yield path.name.lower()
    content = path.read_bytes().lower()
    if any(text.encode(encoding) in content for encoding in _ENCODINGS):
        yield text
    yield from (value.lower() for value in _values(path))


def _values(path: Path) -> Iterator[str]:
    if path.suffix == ".parquet":
        relations = [f"'{path}'"]
        connection = duckdb.connect()
    elif path.suffix == ".duckdb":
        connection = duckdb.connect(str(path), read_only=True)
        relations = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    else:
        return
    with connection:
        for relation in relations:
            for row in connection.execute(f"SELECT DISTINCT CAST(COLUMNS(*) AS VARCHAR) FROM {relation}").fetchall():
                yield "\x1f".join(value or "" for value in row)
