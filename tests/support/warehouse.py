"""A small warehouse to load into: a landing, a ledger, raw and reports under one folder.

Belongs here: delivering files, running a load as the nightly does, and reading back what it left. Does not belong here:
the files themselves (`tests.support.extracts`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from expectations.feed_uitslag import FeedUitslag
from expectations.keuring import Keurmeester
from expectations.ledger import Ledger
from expectations.loading import Lading
from orchestration.reference import referenties
from sources.contract import load_contracts
from sources.contract_model import Contract
from sources.landing import harvested, scan
from tests.support.extracts import digest_line

KEY = b"a key for tests: \xde\xad\xbe\xef, longer than one block of the hash function, as nobody forbids it"
CODELIJSTEN = {
    "gemeente": ("GM0153", "GM0141", "GM0164", "GM1700"),
    "indicator": ("vtt_meldingen", "sportdeelname_pct"),
    "opgavepost": ("vtt_meldingen", "sportdeelname_pct", "iit_doelgroep"),
    "document": ("enschede-begroting-2024", "enschede-jaarrekening-2024", "twenterand-begroting-2020"),
    "doel": ("01.01", "02", "02.01", "03", "1", "TW-1"),
    "programma": ("Vitaal & Sociaal", "Vitaal en sociaal", "Maatschappelijke ondersteuning", "Sociaal domein"),
    "product": (
        "jeugdhulp",
        "Jeugdhulp",
        "Ondersteuning lokaal (Wmo)",
        "Inkomensondersteuning",
        "Versterken burgerkracht",
    ),
}
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
CONTRACTS = {contract.sleutel: contract for contract in load_contracts()}

Record = dict[str, Any]


@cache
def _reader() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()  # one for all reading back: to open one takes longer than to read a small file


def records(query: str) -> list[Record]:
    """The rows of a query on a private DuckDB, as dictionaries."""
    found = _reader().execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@dataclass
class Warehouse:
    """Everything that a load touches. `keurmeester` is shared by all tests, as by all feeds of a night."""

    home: Path
    keurmeester: Keurmeester
    now: datetime = NOW
    contracts: dict[str, Contract] = field(default_factory=lambda: dict(CONTRACTS))
    _runs: int = 0
    _tables: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def landing(self) -> Path:
        return self.home / "landing"

    @property
    def state(self) -> Path:
        return self.home / "state"

    def deliver(
        self, bron: str, name: str, content: bytes, *, digest: str | None = "", arrived: datetime | None = None
    ) -> Path:
        """Put a file in the landing. `digest` is the text of the file of Gidso's beside it: "" for the right one, None
        for none at all."""
        folder = self.landing / bron
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        if bron == "gidso" and digest is not None:
            path.with_name(f"{name}.sha256").write_text(digest or digest_line(name, content))
        if arrived is not None:
            os.utime(path, (arrived.timestamp(), arrived.timestamp()))
        return path

    def store_harvest(self, name: str, content: bytes) -> Path:
        path = self.home / "oogst" / "cbs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def load(self, *feeds: str) -> dict[str, FeedUitslag]:
        """Run one load of these feeds (all by default), as one process does, and export the ledger."""
        self._runs += 1
        self._tables.clear()
        with Ledger(self.state) as ledger:
            lading = Lading(
                ledger,
                self.home / "raw",
                self.home / "verslagen",
                f"run-{self._runs}",
                CODELIJSTEN,
                KEY,
                now=lambda: self.now,
                referenties=referenties(),
            )
            lading.__dict__["keurmeester"] = self.keurmeester
            landing = scan(self.landing, self.contracts.values())
            lading.note_unknown(landing.onbekend)
            outcome = {}
            for name in feeds or tuple(self.contracts):
                contract = self.contracts[name]
                files = harvested(self.home / "oogst", [contract]) if contract.odata else landing.van(contract)
                outcome[name] = lading.load_feed(contract, files, landing.synthetisch)
            ledger.export()
        self.assert_books_balance()
        return outcome

    def assert_books_balance(self) -> None:
        """What holds after any load: every row read is either in raw, with the contract's columns, or in the
        quarantine."""
        quarantined = {(q["levering_id"], q["object"], q["rijnummer"]) for q in self.quarantaine()}
        for levering in self.leveringen():
            loaded = {}
            for tabel in self.contracts[f"{levering['bron']}/{levering['feed']}"].tabellen:
                path = self.home / "raw" / levering["bron"] / tabel.naam / f"{levering['levering_id']}.parquet"
                assert path.exists() == (levering["status"] == "geladen"), path.name
                if path.exists():
                    rows = records(f"SELECT * FROM '{path}'")
                    loaded |= {(levering["levering_id"], tabel.naam, row["rijnummer"]): row for row in rows}
                    columns = duckdb.read_parquet(str(path), connection=_reader()).columns
                    assert columns == ["levering_id", "rijnummer", *tabel.raw_kolommen]
            own = {row for row in quarantined if row[0] == levering["levering_id"]}
            assert (len(loaded), len(own)) == (levering["rijen_geladen"], levering["rijen_quarantaine"])
            assert levering["rijen_gelezen"] == len(loaded) + len(own)
            assert not own & loaded.keys(), "a row is both loaded and quarantined"

    def leveringen(self) -> list[Record]:
        return self._exported("levering")

    def levering(self, name: str) -> Record:
        """What became of the file of this name; it must have been judged, or waited, exactly once."""
        (found,) = [row for row in self.leveringen() if row["bestandsnaam"] == name]
        return found

    def controles(self) -> list[Record]:
        return self._exported("controle")

    def failed(self) -> list[Record]:
        return [row for row in self.controles() if not row["geslaagd"]]

    def quarantaine(self) -> list[Record]:
        return self._exported("quarantaine")

    def verschillen(self) -> list[Record]:
        return self._exported("verschil")

    def raw(self, bron: str, table: str) -> list[Record]:
        """The rows that raw holds of a table, in order of delivery and row."""
        folder = self.home / "raw" / bron / table
        if not any(folder.glob("*.parquet")):
            return []
        return records(f"SELECT * FROM read_parquet('{folder}/*.parquet') ORDER BY levering_id, rijnummer")

    def written(self) -> list[Path]:
        """Every file that a load wrote: all but the landing and the stored harvests."""
        skip = (self.landing, self.home / "oogst")
        return [p for p in sorted(self.home.rglob("*")) if p.is_file() and not any(p.is_relative_to(s) for s in skip)]

    def _exported(self, table: str) -> list[Record]:
        if table not in self._tables:
            self._tables[table] = records(f"SELECT * FROM '{self.state / table}.parquet'")
        return self._tables[table]
