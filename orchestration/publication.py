"""The published set: built aside, complete, then swapped in as one.

Belongs here: `$DWH_HOME/published`, a link to the set that counts. A reader that opened a file of the old set keeps it;
a reader that comes after the swap sees only the new one. Does not belong here: the tables inside the set's database
(`orchestration.publication_tables`), and when a night publishes (`orchestration.publish_assets`).
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from expectations.raw import sql_path
from orchestration.publication_tables import (
    Tabel,
    builders_of,
    copy_tables,
    note_domain,
    note_tables,
    tables_of,
    transaction,
)

KEPT_SETS = 3
"""How many sets stay on disk at least."""
KEPT_SECONDS = 600
"""How long a set stays after another took its place: whoever resolved the link before that still finds all its files,
however many loads follow one another."""

_MARTS = "marts.duckdb"
_MAY_BE_WRITTEN = 0o222


class Publicatie:
    """One set in the making, under `$DWH_HOME/publications/.<run_id>.part`.

    It begins empty, or `op_vorige`: as the set that counts, of which only what is added is replaced.
    """

    def __init__(self, home: Path, run_id: str, *, op_vorige: bool = False) -> None:
        self._root = home / "publications"
        self._link = home / "published"
        self._run_id = run_id
        self.folder = self._root / f".{run_id}.part"
        """Where the set is made."""
        self._set = self._root / run_id
        self._op_vorige = op_vorige

    @property
    def marts(self) -> Path:
        """The database of the set in the making."""
        return self.folder / _MARTS

    def add_domain(self, domain: str, tabellen: list[Tabel], warehouse: Path) -> dict[str, int]:
        """Copy a domain's marts into the set, all or none; the number of rows per table."""
        self._begin()
        with duckdb.connect(str(self.marts)) as con:
            con.execute(f"ATTACH '{sql_path(warehouse)}' AS bron (READ_ONLY)")
            with transaction(con):
                counts = copy_tables(con, "bron", domain, tabellen)
                note_domain(con, domain, self._run_id)
                note_tables(con, domain, counts, self._run_id)
        return counts

    def carry_over(self, domains: tuple[str, ...]) -> list[str]:
        """Domains that this run could not build keep the tables of the set before; returns which those are."""
        previous = self._link / _MARTS
        with duckdb.connect(str(self.marts)) as con:
            builders = builders_of(con, "publicatie.domein")
            if self._op_vorige:
                return [domain for domain in domains if domain in builders and builders[domain] != self._run_id]
            kept: list[str] = []
            missing = set(domains) - builders.keys()
            if missing and previous.exists():
                con.execute(f"ATTACH '{sql_path(previous)}' AS bron (READ_ONLY)")
                built_by = builders_of(con, "bron.publicatie.domein")
                for domain in sorted(missing & built_by.keys()):
                    with transaction(con):
                        counts = copy_tables(con, "bron", domain, tables_of(con, domain))
                        note_domain(con, domain, built_by[domain])
                        note_tables(con, domain, counts, self._run_id)
                    kept.append(domain)
        return kept

    def keep(self, name: str) -> None:
        """Take a folder of the set that counts over as it is."""
        self.share(name, self._link / name)

    def share(self, name: str, folder: Path) -> None:
        """Take a folder over as it is, if it is there: its files, which nobody may write in again, are the set's."""
        if folder.is_dir():
            shutil.copytree(folder, self.folder / name, copy_function=same_file)

    def close(self, extra: Mapping[str, Path], manifest: Mapping[str, Any]) -> Path:
        """Add folders, Parquet and manifest, make everything read-only and swap the set in. Returns the set's
        folder."""
        for name, folder in extra.items():
            if folder.is_dir():
                shutil.copytree(folder, self.folder / name)
        with duckdb.connect(str(self.marts)) as con:
            tables = self._export_parquet(con)
            domains = builders_of(con, "publicatie.domein")
            con.execute("CHECKPOINT")
        document = {
            "run_id": self._run_id,
            "gepubliceerd_op": datetime.now(UTC).isoformat(),
            "domeinen": domains,
            "tabellen": tables,
            **manifest,
        }
        (self.folder / "manifest.json").write_text(
            json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8"
        )
        _settle(self.folder)
        self.folder.rename(self._set)
        self._swap()
        self._prune()
        return self._set

    def _begin(self) -> None:
        if self.folder.exists():
            return
        # One load at a time: what another left half-way is of nobody, and this one may need its room.
        self._clear_left_over()
        self.folder.mkdir(parents=True)
        if self._op_vorige:
            shutil.copyfile(self._link / _MARTS, self.marts)

    def _export_parquet(self, con: duckdb.DuckDBPyConnection) -> dict[str, int]:
        """A file per table; one of a table that did not change is the file of the set before."""
        counts = {}
        query = "SELECT domein, tabel, run_id, rijen FROM publicatie.tabel ORDER BY 1, 2"
        for schema, name, built_by, rows in con.execute(query).fetchall():
            target = self.folder / "parquet" / schema / f"{name}.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            if built_by == self._run_id:
                con.execute(f'COPY "{schema}"."{name}" TO \'{sql_path(target)}\' (FORMAT parquet, COMPRESSION zstd)')
            else:
                same_file(self._link / target.relative_to(self.folder), target)
            counts[f"{schema}.{name}"] = rows
        return counts

    def _swap(self) -> None:
        aside = self._root / ".published"
        aside.unlink(missing_ok=True)
        aside.symlink_to(Path("publications") / self._run_id)
        aside.replace(self._link)

    def _prune(self) -> None:
        """Remove the sets that nobody can be reading any more; the one that the link points to always stays."""
        current = self._link.resolve()
        sets = sorted(
            (p for p in self._root.iterdir() if p.is_dir() and not p.name.startswith(".")),
            key=lambda p: p.stat().st_mtime,
            reverse=True,
        )
        replaced_before = time.time() - KEPT_SECONDS
        gone = [
            folder
            for successor, folder in list(pairwise(sets))[KEPT_SETS - 1 :]
            if successor.stat().st_mtime < replaced_before and folder.resolve() != current
        ]
        for folder in gone:
            shutil.rmtree(folder, ignore_errors=True)

    def _clear_left_over(self) -> None:
        for folder in self._root.glob(".*.part"):
            shutil.rmtree(folder, ignore_errors=True)


def read_manifest(published: Path) -> dict[str, Any] | None:
    """The manifest of the set that counts; None when nothing was ever published."""
    path = published / "manifest.json"
    if not path.exists():
        return None
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def same_file(published: str | Path, target: str | Path) -> None:
    """Published files never change, so two sets can share one; not every file system can."""
    try:
        Path(target).hardlink_to(published)
    except OSError:
        shutil.copyfile(published, target)


def _settle(folder: Path) -> None:
    """Nobody changes a set any more, and all of it is on the disk before the link says that it counts: a power cut
    would leave names of empty files. What was put on the disk for an earlier set can only be read."""
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_mode & _MAY_BE_WRITTEN:
            with path.open("rb") as file:
                os.fsync(file.fileno())
            path.chmod(0o444)
