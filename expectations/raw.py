"""Raw: the sound rows of every loaded delivery, as Parquet, for ever.

Belongs here: where its files stand, that there is one per table at least, and that none got lost. Does not belong here:
which rows are sound
(`expectations.keuring`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from expectations.ledger import Ledger
from sources.contract_model import Contract, Tabel
from sources.quoting import sql_text
from sources.reading.result import RIJNUMMER


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
    return {
        levering_id
        for levering_id in ledger.loaded(contract.bron, contract.feed)
        if not all(raw_file(raw, contract, tabel, levering_id).exists() for tabel in contract.tabellen)
    }


def refuse_missing_raw(raw: Path, contracts: Iterable[Contract], ledger: Ledger) -> None:
    """Raises `RawOntbreekt` when rows that figures are made of got lost."""
    missing = sorted(levering_id for contract in contracts for levering_id in missing_raw(raw, contract, ledger))
    if missing:
        raise RawOntbreekt(missing)


def write_empty_tables(raw: Path, contracts: Sequence[Contract]) -> None:
    """One empty file per table with all its columns, so that a feed that never delivered is an empty table and not an
    error."""
    import duckdb

    # The feeds of a family share a table, which needs one.
    tables = {raw_file(raw, contract, tabel, "_leeg"): tabel for contract in contracts for tabel in contract.tabellen}
    for target, tabel in tables.items():
        expected = ["levering_id", RIJNUMMER, *tabel.raw_kolommen]
        if target.exists() and duckdb.read_parquet(str(target)).columns == expected:
            continue
        columns = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in tabel.raw_kolommen)
        target.parent.mkdir(parents=True, exist_ok=True)
        query = f"SELECT NULL::VARCHAR AS levering_id, NULL::BIGINT AS {RIJNUMMER}, {columns} LIMIT 0"
        duckdb.execute(f"COPY ({query}) TO '{sql_path(target)}' (FORMAT parquet)")


def sql_path(path: Path) -> str:
    """A path as it may stand between quotes in SQL."""
    return sql_text(str(path))
