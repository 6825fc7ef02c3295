"""The tables in the database of a set: copied from the warehouse with what their columns mean, and who built them.

Belongs here: SQL on a database that is open. Does not belong here: when a set counts (`orchestration.publication`), and
what is in the tables (dbt).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from sources.quoting import sql_text

KNOWN_FROM, KNOWN_UNTIL = "bekend_vanaf", "bekend_tot"


@dataclass(frozen=True)
class Tabel:
    """A table to publish: where it stands, and what its columns mean."""

    schema: str
    naam: str
    omschrijving: str
    kolommen: Mapping[str, str]


def copy_tables(con: duckdb.DuckDBPyConnection, source: str, domain: str, tabellen: list[Tabel]) -> dict[str, int]:
    """Copy tables of an attached database into the schema of a domain; the number of rows per table. Beside each with a
    history comes what it was on a moment."""
    con.execute(f'CREATE SCHEMA IF NOT EXISTS "{domain}"')
    counts = {}
    for tabel in tabellen:
        name = f'"{domain}"."{tabel.naam}"'
        con.execute(f'CREATE OR REPLACE TABLE {name} AS SELECT * FROM {source}."{tabel.schema}"."{tabel.naam}"')
        con.execute(f"COMMENT ON TABLE {name} IS '{sql_text(tabel.omschrijving)}'")
        present = {row[0] for row in con.execute(f"DESCRIBE {name}").fetchall()}
        for column, text in tabel.kolommen.items():
            if column in present and text:
                con.execute(f"COMMENT ON COLUMN {name}.\"{column}\" IS '{sql_text(text)}'")
        if {KNOWN_FROM, KNOWN_UNTIL} <= present:
            add_as_known_on(con, domain, tabel.naam)
        row = con.execute(f"SELECT count(*) FROM {name}").fetchone()
        counts[tabel.naam] = int(row[0]) if row else 0
    return counts


def add_as_known_on(con: duckdb.DuckDBPyConnection, domain: str, name: str) -> None:
    """Beside every table with a history: `<table>_op(moment)`, its rows as they were known at a moment.

    A moment without a time zone is in UTC, as the times in the table are; one that has a zone, such as now(), is turned
    into UTC first.
    """
    utc = "CASE WHEN typeof(moment) = 'TIMESTAMP WITH TIME ZONE' THEN timezone('UTC', CAST(moment AS TIMESTAMPTZ)) "
    utc += "ELSE CAST(moment AS TIMESTAMP) END"
    con.execute(
        f'CREATE OR REPLACE MACRO "{domain}"."{name}_op"(moment) AS TABLE SELECT * FROM "{domain}"."{name}" '
        f"WHERE {KNOWN_FROM} <= {utc} AND ({KNOWN_UNTIL} IS NULL OR {KNOWN_UNTIL} > {utc})"
    )


def note_domain(con: duckdb.DuckDBPyConnection, domain: str, run_id: str) -> None:
    """Note that a run has built a domain, all of it."""
    con.execute("CREATE SCHEMA IF NOT EXISTS publicatie")
    con.execute("CREATE TABLE IF NOT EXISTS publicatie.domein (domein VARCHAR PRIMARY KEY, run_id VARCHAR)")
    con.execute("COMMENT ON TABLE publicatie.domein IS 'Een rij per domein: de run die zijn tabellen heeft gebouwd.'")
    con.execute("INSERT OR REPLACE INTO publicatie.domein VALUES ($1, $2)", [domain, run_id])


def note_tables(con: duckdb.DuckDBPyConnection, domain: str, counts: Mapping[str, int], run_id: str) -> None:
    """Note that a run has put tables of a domain in the set, with so many rows each. Needs `note_domain` before it."""
    con.execute(
        "CREATE TABLE IF NOT EXISTS publicatie.tabel "
        "(domein VARCHAR, tabel VARCHAR, run_id VARCHAR, rijen BIGINT, PRIMARY KEY (domein, tabel))"
    )
    con.execute(
        "COMMENT ON TABLE publicatie.tabel IS "
        "'Een rij per tabel: de run die haar in een set heeft gezet, en hoeveel rijen zij heeft.'"
    )
    for name, rows in counts.items():
        con.execute("INSERT OR REPLACE INTO publicatie.tabel VALUES ($1, $2, $3, $4)", [domain, name, run_id, rows])


def tables_of(con: duckdb.DuckDBPyConnection, domain: str) -> list[Tabel]:
    """The tables of a domain in the set that is attached as `bron`, with what they say of themselves."""
    tables = con.execute(
        "SELECT table_name, coalesce(comment, '') FROM duckdb_tables()"
        " WHERE database_name = 'bron' AND schema_name = $1",
        [domain],
    ).fetchall()
    columns = con.execute(
        "SELECT table_name, column_name, coalesce(comment, '') FROM duckdb_columns()"
        " WHERE database_name = 'bron' AND schema_name = $1",
        [domain],
    ).fetchall()
    return [
        Tabel(domain, name, text, {column: note for table, column, note in columns if table == name})
        for name, text in tables
    ]


def builders_of(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The run that built each domain of a set; only what stands here is complete."""
    return dict(con.execute(f"SELECT domein, run_id FROM {table} ORDER BY domein").fetchall())


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of what happens meanwhile, or nothing of it."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()
