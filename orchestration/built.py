"""What the published set was built from, so that the next load builds only what can have changed since.

Belongs here: `warehouse/gebouwd.json`, written when everything was built and published and taken away before anything
is built again. A load that was broken off, or in which something failed, leaves none: the next one builds everything.
Does not belong here: what follows from a change (`orchestration.selection`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Self

import duckdb

from expectations.ledger_tables import EXPORTED
from expectations.raw import sql_path
from orchestration.fingerprint import digest_of
from orchestration.settings import PROJECT_ROOT
from sources.whole_file import write_whole

_NAME = "gebouwd.json"
_UNDER_WAY = "gebouwd.bezig"
BASED_ON = "dwh/gebouwd_op"
"""The tag of a run that builds a part: the run of the set that the rest of it comes from."""
_CODE = ("sources", "expectations", "dbt_project", "reporting", "orchestration")


@dataclass(frozen=True)
class Gebouwd:
    """The run that published, the project that it was, how many rows of each table the ledger held, and how much it
    told of that load alone: files in the landing that it did not know, deliveries that were not whole yet."""

    run_id: str
    project: str
    rijen: dict[str, int]
    alleen_toen: int

    @classmethod
    def read(cls, warehouse: Path) -> Self | None:
        """None when the last load did not build and publish everything."""
        path = warehouse / _NAME
        return cls(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None

    def write(self, warehouse: Path) -> None:
        """Replaced as one."""
        write_whole(warehouse / _NAME, json.dumps(asdict(self)))


def begin(warehouse: Path, run_id: str, based_on: str | None) -> None:
    """From here on the tables of the warehouse are no longer those of the published set.

    `based_on` is the run of the published set from which it was concluded what to build; None when everything is built.
    Where another run built since, that conclusion holds no longer, and what this run builds is no whole.
    """
    built = Gebouwd.read(warehouse)
    (warehouse / _NAME).unlink(missing_ok=True)
    if based_on is None or (built is not None and built.run_id == based_on):
        (warehouse / _UNDER_WAY).write_text(run_id, encoding="utf-8")
    else:
        (warehouse / _UNDER_WAY).unlink(missing_ok=True)


def finish(warehouse: Path, state: Path, run_id: str) -> None:
    """Note what the set was built from that this run has just published whole."""
    under_way = warehouse / _UNDER_WAY
    if under_way.exists() and under_way.read_text(encoding="utf-8") == run_id:
        built_by(run_id, state).write(warehouse)
        under_way.unlink()


def built_by(run_id: str, state: Path) -> Gebouwd:
    """What a run built from that has just handed its ledger to dbt."""
    with duckdb.connect() as con:

        def count(table: str, condition: str = "true") -> int:
            query = f"SELECT count(*) FROM '{sql_path(state / f'{table}.parquet')}' WHERE {condition}"
            return int(con.execute(query).fetchall()[0][0])

        rows = {table: count(table) for table in EXPORTED}
        waiting = count("levering", "status = 'wacht'")
        unknown = count("controle", f"run_id = '{run_id}' AND levering_id IS NULL AND regel = 'onbekend'")
    return Gebouwd(run_id, project_fingerprint(), rows | {"levering": rows["levering"] - waiting}, waiting + unknown)


@cache
def project_fingerprint(root: Path = PROJECT_ROOT) -> str:
    """A digest of everything in the project that decides what is built: contracts, rules, models and code."""
    return digest_of(sorted(p for folder in _CODE for p in (root / folder).rglob("*") if _decides(p)), root)


def _decides(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"
