"""Putting rows in the ledger's tables, many at once.

Belongs here: from values to rows of a table. A statement per row, or one with a mark per value, takes a hundred times
as long as handing DuckDB the columns. Does not belong here: what is entered together (`expectations.ledger`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_NEW = "nieuw"


def append(con: Any, table: str, rows: Sequence[Sequence[Any]], *, replacing: bool = False) -> None:
    """Add rows, each with its values in the order of the table's columns; `replacing` those of the same key."""
    if not rows:
        return
    import pyarrow as pa

    schema = con.sql(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema
    columns = [pa.array(values, type=field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)]
    verb = "INSERT OR REPLACE" if replacing else "INSERT"
    _add(con, f"{verb} INTO {table} SELECT * FROM {_NEW}", pa.Table.from_arrays(columns, schema=schema))


def append_objects(con: Any, table: str, rows: Iterable[Any]) -> None:
    """Add values whose fields are the table's columns, in its order."""
    append(con, table, [tuple(vars(row).values()) for row in rows])


def append_of_delivery(con: Any, table: str, levering_id: str, rows: pa.Table, columns: str) -> None:
    """Add a table of rows that belong to a delivery. Of most deliveries nothing is in quarantine, and that costs
    nothing."""
    if rows.num_rows:
        _add(con, f"INSERT INTO {table} SELECT $1, {columns} FROM {_NEW}", rows, levering_id)


def _add(con: Any, statement: str, rows: pa.Table, *parameters: str) -> None:
    con.register(_NEW, rows)
    con.execute(statement, list(parameters))
    con.unregister(_NEW)
