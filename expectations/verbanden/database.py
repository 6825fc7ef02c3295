"""The database in which rules across feeds look: staging over the deliveries that are in use.

Belongs here: the views `nu.<bron>__<tabel>` (the newest sound delivery per feed and municipality) and
`per_jaar.<bron>__<tabel>` (the newest of each year), each a staging model with what the ledger says of the delivery
beside its columns: `levering_gemeente`, `levering_jaar`, `levering_peildatum`. They read the files of those deliveries
and no others, so a rule costs the same after ten years. Does not belong here: the SQL of staging, which is dbt's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.raw import raw_file, sql_path

if TYPE_CHECKING:
    import pyarrow as pa

    from sources.contract_model import Contract

SOURCE_SCHEMA = "ruw"
"""Where the SQL of staging reads its sources: `ruw.<bron>__<tabel>`."""
DELIVERIES = "levering_in_gebruik"
"""The table of deliveries in use, with the columns of `Ledger.in_use`."""


def offer_deliveries(con: Any, in_use: pa.Table) -> None:
    """Make the table of deliveries in use (`Ledger.in_use`)."""
    con.register("deliveries", in_use)
    con.execute(f"CREATE TABLE {DELIVERIES} AS SELECT * FROM deliveries")
    con.unregister("deliveries")
    for schema in (SOURCE_SCHEMA, "staging", "nu", "per_jaar"):
        con.execute(f"CREATE SCHEMA {schema}")


def offer_table(con: Any, name: str, raw: Path, contracts: Sequence[Contract], query: str) -> None:
    """Make `nu.<name>` and `per_jaar.<name>`. `query` is the staging model's, over `ruw.<name>`.

    The table must have its empty file in raw (`expectations.raw.write_empty_tables`).
    """
    listed = ", ".join(f"'{sql_path(path)}'" for path in _files(con, name, raw, contracts))
    con.execute(
        f"CREATE OR REPLACE VIEW {SOURCE_SCHEMA}.{name} AS SELECT * FROM read_parquet([{listed}], union_by_name = true)"
    )
    offer_views(con, name, query)


def offer_views(con: Any, name: str, query: str) -> None:
    """Staging and what stands on it, of a source that is there."""
    con.execute(f"CREATE OR REPLACE VIEW staging.stg_{name} AS {query}")
    # Kept as a table: many rules read it, and each reading would cast every date anew.
    con.execute(
        f"CREATE OR REPLACE TABLE per_jaar.{name} AS "
        "SELECT rij.*, levering.gemeente_code AS levering_gemeente, levering.jaar AS levering_jaar, "
        f"levering.peildatum AS levering_peildatum FROM staging.stg_{name} AS rij "
        f"JOIN {DELIVERIES} AS levering ON levering.levering_id = rij.levering_id"
    )
    con.execute(
        f"CREATE OR REPLACE VIEW nu.{name} AS SELECT * FROM per_jaar.{name} "
        f"WHERE levering_id IN (SELECT levering_id FROM {DELIVERIES} WHERE nieuwste)"
    )


def _files(con: Any, name: str, raw: Path, contracts: Sequence[Contract]) -> list[Path]:
    bron, _, table = name.partition("__")
    owners = [(c, t) for c in contracts if c.bron == bron for t in c.tabellen if t.naam == table]
    contract, tabel = owners[0]
    feeds = ", ".join(f"'{owner.feed}'" for owner, _ in owners)
    query = f"SELECT levering_id FROM {DELIVERIES} WHERE bron = $1 AND feed IN ({feeds}) ORDER BY levering_id"
    ids = ["_leeg", *(row[0] for row in con.execute(query, [bron]).fetchall())]
    return [raw_file(raw, contract, tabel, levering_id) for levering_id in ids]
