"""What the report is made of, as a digest: as long as it is the same, the pages of the set before still hold.

Belongs here: which published tables count, and how their rows become a digest. Does not belong here: making pages
(`report_pages`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import duckdb

from reporting.dashboard.run import Run

EXPOSURES = ("rapport", "pc_tabellen", "open_data")
"""What dbt calls the report's parts; a test holds what they say they read against the queries of their code."""


def tables_read(manifest: Mapping[str, Any]) -> list[str]:
    """The published tables, as `schema.table`, that the report is made of, by dbt's own exposures."""
    read = {
        node
        for exposure in manifest["exposures"].values()
        if exposure["name"] in EXPOSURES
        for node in exposure["depends_on"]["nodes"]
    }
    nodes = (manifest["nodes"][node] for node in read)
    return sorted(f"{node['schema']}.{node.get('alias') or node['name']}" for node in nodes)


def digest_of_tables(marts: Path, tables: Collection[str], run: Run, project: str) -> str:
    """The hex digest of the rows of these tables, in whatever order they stand, of what the pages say about the night
    besides its moment, and of the project that makes them (`orchestration.built.project_fingerprint`)."""
    with duckdb.connect(str(marts), read_only=True) as con:
        present = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        names = sorted({name for (name,) in present} & set(tables))
        # A sum and not an exclusive or: two equal rows would cancel out.
        each = (f"SELECT '{name}', count(*), sum(hash(rij)::HUGEINT)::VARCHAR FROM {name} AS rij" for name in names)
        rows = sorted(con.execute(" UNION ALL ".join(each)).fetchall()) if names else []
    said = [project, run.demo, run.oude_domeinen, rows]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
