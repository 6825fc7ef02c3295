"""Reading the published tables of one set.

Belongs here: running a query of a site, and what happens when a table was never built. Does not belong here: the
queries (the `sql/` of each site) and what a row means.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import duckdb

T = TypeVar("T")


class Lezer:
    """Reads the published tables of one set, and remembers which are not there (`ontbreekt`)."""

    def __init__(self, con: duckdb.DuckDBPyConnection, sql: Path) -> None:
        """`sql` is the folder of the queries."""
        self._con = con
        self._sql = sql
        found = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        self._present = {str(name) for (name,) in found}
        self.ontbreekt: set[str] = set()

    def lees(self, waarde: type[T], query: str, *tabellen: str) -> tuple[T, ...]:
        """The rows of `<query>.sql`, in its order; none when one of the tables it reads was never built."""
        missing = set(tabellen) - self._present
        self.ontbreekt |= missing
        if missing:
            return ()
        cursor = self._con.execute((self._sql / f"{query}.sql").read_text(encoding="utf-8"))
        names = [column[0] for column in cursor.description or ()]
        return tuple(waarde(**dict(zip(names, row, strict=True))) for row in cursor.fetchall())
