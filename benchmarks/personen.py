"""Made-up persons by the hundred thousand, as a table in DuckDB: the same every time.

Belongs here: who there is. Every BSN begins with 99 and passes the 11-proef, so it is nobody's; there are not many more
than nine hundred thousand of those, and whoever wants more rows sees the same persons again. Does not belong here: what
is said of them (`benchmarks.velden`).
"""

from __future__ import annotations

import duckdb

AANTAL = 909_000
"""Persons that can be had."""
KIND = 3
GEBOREN_NA = "DATE '2007-12-31'"
"""Whoever was born later is a child."""

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)


def make_persons(connection: duckdb.DuckDBPyConnection, how_many: int) -> None:
    """Create the table `persoon` (nummer from 0, bsn, geboren, postcode) of at most `AANTAL` persons.

    One in four is a child in 2024 (`KIND` of every four numbers); the others are grown up. Raises ValueError when more
    are asked.
    """
    if not 0 < how_many <= AANTAL:
        raise ValueError(f"between 1 and {AANTAL} persons can be made, not {how_many}")
    rest = " + ".join(f"{weight} * (eerste // {10 ** (7 - i)} % 10)" for i, weight in enumerate(_WEIGHTS))
    # The ninth digit weighs -1, so it must equal the rest; where the rest is 10 no ninth digit passes the 11-proef.
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE persoon AS
        WITH eerste AS (SELECT 99_000_000 + range AS eerste FROM range(1_000_000)),
        met_rest AS (SELECT eerste, ({rest}) % 11 AS rest FROM eerste)
        SELECT
            (row_number() OVER (ORDER BY eerste) - 1)::INTEGER AS nummer,
            (eerste * 10 + rest)::VARCHAR AS bsn,
            CASE
                WHEN nummer % 4 = {KIND} THEN DATE '2008-01-01' + (hash(eerste, 'geboren') % 4_000)::INTEGER
                ELSE DATE '1945-01-01' + (hash(eerste, 'geboren') % 20_000)::INTEGER
            END AS geboren,
            (1000 + hash(eerste, 'cijfers') % 9000)::VARCHAR || chr((65 + hash(eerste, 'a') % 26)::INTEGER)
                || chr((65 + hash(eerste, 'b') % 26)::INTEGER) AS postcode
        FROM met_rest WHERE rest < 10
        QUALIFY nummer < {how_many}
        """
    )
