"""Raw: the sound rows of every loaded delivery, as Parquet, for ever.

Belongs here: where its files stand, that there is one per table at least, and that none got lost. Does not belong here:
which rows are sound
(`expectations.keuring`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from expectations.ledger import Ledger
from sources.contract_model import Contract, Tabel
from sources.quoting import sql_text
from sources.reading.result import RIJNUMMER
from sources.whole_file import put_in_place

NO_ROWS = "zz_zonder_rijen"
"""The name of the file of each table that has all its columns and no rows. It comes last in the folder: DuckDB guesses
how many rows there are from the first file, and of nothing it makes a plan that holds the largest table in memory."""


class RawOntbreekt(RuntimeError):
    """Rows of deliveries that the ledger calls loaded are gone, and the landing cannot give them again."""

    def __init__(self, levering_ids: Sequence[str]) -> None:
        shown = ", ".join(levering_ids[:5]) + (" …" if len(levering_ids) > 5 else "")
        super().__init__(
            f"Van {len(levering_ids)} geladen levering(en) ontbreken de rijen in raw ({shown}). Zonder die rijen "
            "zouden cijfers stil nul worden; zet de bestanden terug uit de back-up, of leg de uittreksels weer in de "
            "landing."
        )


def raw_file(raw: Path, contract: Contract, tabel: Tabel, levering_id: str) -> Path:
    """Where the sound rows of one table of a delivery stand."""
    return raw / contract.bron / tabel.naam / f"{levering_id}.parquet"


def missing_raw(raw: Path, contract: Contract, ledger: Ledger) -> set[str]:
    """The loaded deliveries of a feed of which a file is gone."""
    # As text: every load asks it of every delivery that ever was, and to make a path takes longer than to look.
    folders = [str(raw_file(raw, contract, tabel, "").parent) for tabel in contract.tabellen]
    return {
        levering_id
        for levering_id in ledger.loaded(contract.bron, contract.feed)
        if not all(os.path.exists(f"{folder}/{levering_id}.parquet") for folder in folders)  # noqa: PTH110
    }


def clear_unentered(raw: Path, contract: Contract, ledger: Ledger) -> None:
    """Remove the rows of deliveries of a feed that the ledger does not know: a load was killed before it entered them.

    Read again they come back; but by then another file may have taken their place, and both would stand there.
    """
    loaded = ledger.loaded(contract.bron, contract.feed)
    for tabel in contract.tabellen:
        folder = raw_file(raw, contract, tabel, "").parent
        # By name, since feeds of a family share a table.
        for path in folder.glob(f"{contract.bron}.{contract.feed}.*.parquet"):
            if path.stem not in loaded:
                path.unlink()


def refuse_missing_raw(raw: Path, contracts: Iterable[Contract], ledger: Ledger) -> None:
    """Raises `RawOntbreekt` when rows that figures are made of got lost."""
    missing = sorted(levering_id for contract in contracts for levering_id in missing_raw(raw, contract, ledger))
    if missing:
        raise RawOntbreekt(missing)


def write_empty_tables(raw: Path, contracts: Sequence[Contract]) -> None:
    """One empty file per table with all its columns, so that a feed that never delivered is an empty table and not an
    error.

    When the contract gained a column, the older files get it too, without values; the empty file is the last to have
    it, so that a load that is broken off begins again.
    """
    import duckdb

    # The feeds of a family share a table, which needs one.
    tables = {raw_file(raw, contract, tabel, NO_ROWS): tabel for contract in contracts for tabel in contract.tabellen}
    for target, tabel in tables.items():
        expected = ["levering_id", RIJNUMMER, *tabel.raw_kolommen]
        if target.exists() and duckdb.read_parquet(str(target)).columns == expected:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _add_columns(target.parent, tabel.raw_kolommen)
        columns = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in tabel.raw_kolommen)
        query = f"SELECT NULL::VARCHAR AS levering_id, NULL::BIGINT AS {RIJNUMMER}, {columns} LIMIT 0"
        aside = target.with_suffix(".part")
        duckdb.execute(f"COPY ({query}) TO '{sql_path(aside)}' (FORMAT parquet)")
        put_in_place(aside, target)


def _add_columns(folder: Path, kolommen: Sequence[str]) -> None:
    """Give every file of a table the columns that it lacks, one file at a time, each as one."""
    import duckdb

    for path in sorted(folder.glob("*.parquet")):
        present = duckdb.read_parquet(str(path)).columns
        if missing := [f'NULL::VARCHAR AS "{name}"' for name in kolommen if name not in present]:
            aside = path.with_suffix(".part")
            query = f"SELECT *, {', '.join(missing)} FROM '{sql_path(path)}'"
            duckdb.execute(f"COPY ({query}) TO '{sql_path(aside)}' (FORMAT parquet, COMPRESSION zstd)")
            put_in_place(aside, path)


def sql_path(path: Path) -> str:
    """A path as it may stand between quotes in SQL."""
    return sql_text(str(path))
