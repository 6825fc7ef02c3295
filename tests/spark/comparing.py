"""The same table as two engines made it, row by row.

Belongs here: finding every difference. A number must be the very same number: there is no tolerance. Does not belong here: which tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb


@dataclass(frozen=True)
class Verschil:
    """How a table differs; rows come with how often."""

    table: str
    columns: tuple[list[str], list[str]]
    only_there: int = 0
    only_here: int = 0
    example: tuple[Any, ...] = ()


def differences(warehouse: Path, tables: Iterable[tuple[str, str, str]]) -> list[Verschil]:
    """The tables of a DuckDB warehouse that are not what their Parquet files hold.

    tables: schema, name and the files of the other engine (a glob). Order of rows does not count; names and types of
    columns and their order do, and how often a row occurs.
    """
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"ATTACH '{warehouse}' AS here (READ_ONLY)")
        found = [_difference(con, schema, name, files) for schema, name, files in tables]
    return [difference for difference in found if difference is not None]


def _difference(con: duckdb.DuckDBPyConnection, schema: str, name: str, files: str) -> Verschil | None:
    here, there = f"here.{schema}.{name}", f"read_parquet('{files}')"
    columns = (_columns(con, here), _columns(con, there))
    if columns[0] != columns[1]:
        return Verschil(f"{schema}.{name}", columns)
    only_here = con.execute(f"SELECT * FROM {here} EXCEPT ALL SELECT * FROM {there}").fetchall()
    only_there = con.execute(f"SELECT * FROM {there} EXCEPT ALL SELECT * FROM {here}").fetchall()
    if not only_here and not only_there:
        return None
    return Verschil(f"{schema}.{name}", ([], []), len(only_there), len(only_here), (*only_here, *only_there)[0])


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    return [f"{row[0]} {row[1]}" for row in con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()]
