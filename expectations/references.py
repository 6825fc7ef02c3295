"""Tables of reference data beside the rows of a delivery, as `referentie.<naam>`, for rules that compare the two.

Belongs here: reading them into the database in which deliveries are judged, each once. Does not belong here: where they
stand (`orchestration.reference`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from expectations.raw import sql_path

Referenties = Mapping[str, Path]
"""The CSV file with a header of each table that a contract may name."""


class ReferenceTables:
    """The reference tables in one DuckDB."""

    def __init__(self, connection: Any, places: Referenties) -> None:
        self._con, self._places = connection, places
        self._read: set[str] = set()

    def offer(self, names: Iterable[str]) -> None:
        """See to it that these tables are there. All columns are text, as the file has them; an empty cell is null."""
        for name in sorted(set(names) - self._read):
            self._con.execute("CREATE SCHEMA IF NOT EXISTS referentie")
            self._con.execute(
                f"CREATE TABLE referentie.{name} AS SELECT * FROM read_csv('{sql_path(self._places[name])}', "
                "header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = true)"
            )
            self._read.add(name)
