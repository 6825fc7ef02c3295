"""Published sets of two small tables that say which run made them.

Belongs here: publishing one, as a load does. Does not belong here: reading them (`tests.faults.readers`).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.publication import Publicatie
from orchestration.publication_tables import Tabel

TABLES = ("indicatoren.fct_indicator", "kwaliteit.mart_bronstatus")
_FIGURES, _STATUS = (Tabel(*table.split("."), "", {}) for table in TABLES)


def publish(home: Path, run: int) -> None:
    """Build and publish the set of a run."""
    home.mkdir(parents=True, exist_ok=True)
    source = home / "warehouse.duckdb"
    with duckdb.connect(str(source)) as con:
        for tabel in (_FIGURES, _STATUS):
            con.execute(f"CREATE SCHEMA IF NOT EXISTS {tabel.schema}")
            con.execute(f"CREATE OR REPLACE TABLE {tabel.schema}.{tabel.naam} AS SELECT {run} AS run FROM range(5000)")
    publicatie = Publicatie(home, f"run{run}")
    publicatie.add_domain("indicatoren", [_FIGURES], source)
    publicatie.add_domain("kwaliteit", [_STATUS], source)
    publicatie.close({}, {})
