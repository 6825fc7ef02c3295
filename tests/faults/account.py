"""All that a warehouse says after a load, in a form in which two of them can be compared.

Belongs here: reading ledger, raw, dbt's database and the published set, without what only tells which run it was and
what time it was then. Does not belong here: what happened to the loads.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb

OF_THE_RUN = {"run_id", "gelezen_in", "uitgevoerd_op", "mtime_ns", "ctime_ns"}
"""Columns that say when something was done and by which run: the only ones in which two sound loads differ."""
_OF_THE_NIGHT = "levering_id IS NULL AND object IS DISTINCT FROM 'verband'"

_MOMENT = r"[0-9]{8}T[0-9.]+Z|20[0-9]{6}\.[0-9]{6}\.[0-9a-f]{8}"
_COUNTS_CHECKS_OF_THE_RUN = "marts publicatie.tabel"

Account = dict[str, list[str]]
"""Per table or folder its rows or files, in order."""


def account(home: Path) -> Account:
    """Everything that is kept or published, per table."""
    published = (home / "published").resolve()
    found: Account = {}
    with duckdb.connect(str(home / "state" / "ledger.duckdb"), read_only=True) as con:
        found |= _tables(con, "ledger")
        # How many rows were exported, among them the checks of the night itself.
        found.pop("ledger main.geexporteerd")
    with duckdb.connect(str(home / "warehouse" / "warehouse.duckdb"), read_only=True) as con:
        found |= _tables(con, "warehouse")
        # A row per test and load that it passed: two loads have more than one.
        found.pop("warehouse intermediate.bewezen", None)
    with duckdb.connect(str(published / "marts.duckdb"), read_only=True) as con:
        found |= _tables(con, "marts")
        found[_COUNTS_CHECKS_OF_THE_RUN] = [
            row for row in found[_COUNTS_CHECKS_OF_THE_RUN] if "fct_controle" not in row
        ]
    with duckdb.connect() as con:
        for path in sorted((published / "parquet").rglob("*.parquet")):
            name = ".".join(path.relative_to(published / "parquet").with_suffix("").parts)
            found[f"parquet {name}"] = _rows(con, f"'{path}'", path.stem)
        for path in sorted((home / "raw").rglob("*.parquet")):
            found[f"raw {path.relative_to(home / 'raw')}"] = _rows(con, f"'{path}'", "")
        for path in sorted((home / "state").glob("*.parquet")):
            found[f"state {path.stem}"] = _rows(con, f"'{path}'", path.stem)
    found["files of raw"] = _files(home / "raw")
    found["files of oogst"] = _files(home / "oogst")
    found["files of the set"] = _files(published)
    found["reports"] = _files(home / "state" / "verslagen")
    found["deliveries of the set"] = [str(row) for row in _manifest(published)["leveringen"]]
    return found


def differences(one: Account, other: Account) -> list[str]:
    """Where two accounts differ, with an example each; empty when they say the same."""
    found = [f"only in one of the two: {name}" for name in sorted(one.keys() ^ other.keys())]
    for name in sorted(one.keys() & other.keys()):
        if one[name] != other[name]:
            gone = [row for row in one[name] if row not in set(other[name])][:2]
            more = [row for row in other[name] if row not in set(one[name])][:2]
            found.append(f"{name}: {len(one[name])} rows and {len(other[name])}; missing {gone}, too many {more}")
    return found


def is_whole(published: Path) -> list[str]:
    """What is wrong with a published set by itself: another number of rows in the database, in Parquet and in the
    manifest, or files that are missing."""
    found = []
    manifest = _manifest(published)
    with duckdb.connect(str(published / "marts.duckdb"), read_only=True) as con:
        for name, count in manifest["tabellen"].items():
            schema, _, table = name.partition(".")
            file = published / "parquet" / schema / f"{table}.parquet"
            query = f"SELECT (SELECT count(*) FROM {name}), (SELECT count(*) FROM '{file}')"
            if (counts := con.execute(query).fetchone()) != (count, count):
                found.append(f"{name}: {counts} rows, {count} in the manifest")
    if manifest["run_id"] != published.name:
        found.append(f"the manifest is of {manifest['run_id']}, the folder {published.name}")
    return found


def _manifest(published: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    return document


def _tables(con: duckdb.DuckDBPyConnection, what: str) -> Account:
    names = con.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY ALL"
    ).fetchall()
    return {f"{what} {schema}.{name}": _rows(con, f'"{schema}"."{name}"', name) for schema, name in names}


def _rows(con: duckdb.DuckDBPyConnection, relation: str, table: str) -> list[str]:
    """The rows without the columns of the run, and of the checks without those of one night: a load that was killed
    had its own."""
    columns = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()]
    kept = ", ".join(f'"{column}"' for column in columns if column not in OF_THE_RUN)
    if not kept:
        return []
    where = ""
    if {"levering_id", "object", "controle_id", "geslaagd"} <= set(columns):
        where = f"WHERE NOT ({_OF_THE_NIGHT})"
    once = "DISTINCT" if table in {"controle", "voorbeeld", "fct_controle"} else ""
    return [str(row) for row in con.execute(f"SELECT {once} {kept} FROM {relation} {where} ORDER BY ALL").fetchall()]


def _files(folder: Path) -> list[str]:
    """Names of files, each once; Data Docs put the time of judging in theirs, reports across feeds that of their run."""
    names = (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return sorted({re.sub(_MOMENT, "<time>", name) for name in names})
