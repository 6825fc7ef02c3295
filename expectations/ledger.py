"""The ledger: what became of every delivery, every check and every rejected row, for ever.

Belongs here: the one DuckDB file that is written during a load (`state/ledger.duckdb`) and its copy as Parquet, from
which dbt reads. Rows are only ever added; a delivery with its checks and its quarantine is one transaction. Does not
belong here: judging (`expectations.keuring`), and the status `vervangen`, which follows from later deliveries and is
derived in dbt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

import duckdb

from sources.landing import Vingerafdruk

if TYPE_CHECKING:
    import pyarrow as pa

Status = Literal["geladen", "afgekeurd", "wacht"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS levering (
    levering_id VARCHAR PRIMARY KEY, bron VARCHAR, feed VARCHAR, gemeente_code VARCHAR, peildatum DATE,
    volgnummer INTEGER, bestandsnaam VARCHAR, sha256 VARCHAR, ontvangen_op TIMESTAMP, status VARCHAR, reden VARCHAR,
    rijen_gelezen BIGINT, rijen_geladen BIGINT, rijen_quarantaine BIGINT, run_id VARCHAR, synthetisch BOOLEAN);
CREATE TABLE IF NOT EXISTS controle (
    run_id VARCHAR, controle_id VARCHAR, levering_id VARCHAR, bron VARCHAR, feed VARCHAR, object VARCHAR,
    kolom VARCHAR, regel VARCHAR, ernst VARCHAR, geslaagd BOOLEAN, aantal BIGINT, aantal_fout BIGINT,
    uitgevoerd_op TIMESTAMP, reden VARCHAR);
CREATE TABLE IF NOT EXISTS quarantaine (
    levering_id VARCHAR, object VARCHAR, rijnummer BIGINT, controle_id VARCHAR, kolom VARCHAR, reden VARCHAR);
CREATE TABLE IF NOT EXISTS gezien (
    bron VARCHAR, bestandsnaam VARCHAR, sha256 VARCHAR, grootte BIGINT, mtime_ns BIGINT, ctime_ns BIGINT,
    PRIMARY KEY (bron, bestandsnaam));
"""
_STANDING = """
WITH nieuwste AS (
    SELECT levering_id FROM levering WHERE bron = $bron AND feed = $feed
    QUALIFY row_number() OVER (
        PARTITION BY gemeente_code ORDER BY peildatum DESC, volgnummer DESC, ontvangen_op DESC) = 1),
los AS (
    SELECT * FROM controle WHERE bron = $bron AND feed = $feed AND levering_id IS NULL AND run_id = $run_id
    QUALIFY row_number() OVER (PARTITION BY controle_id ORDER BY uitgevoerd_op DESC) = 1)
SELECT controle_id, levering_id, ernst, geslaagd, aantal, aantal_fout, reden
FROM controle JOIN nieuwste USING (levering_id)
UNION ALL
SELECT controle_id, levering_id, ernst, geslaagd, aantal, aantal_fout, reden FROM los
"""
_EXPORTED = ("levering", "controle", "quarantaine")


@dataclass(frozen=True)
class Levering:
    """One row of the ledger; the columns of `kwaliteit.fct_levering`, times in naive UTC."""

    levering_id: str
    bron: str
    feed: str
    gemeente_code: str
    peildatum: date
    volgnummer: int
    bestandsnaam: str
    sha256: str
    ontvangen_op: datetime
    status: Status
    reden: str | None
    rijen_gelezen: int
    rijen_geladen: int
    rijen_quarantaine: int
    run_id: str
    synthetisch: bool


@dataclass(frozen=True)
class Controleresultaat:
    """One row of `kwaliteit.fct_controle`."""

    run_id: str
    controle_id: str
    levering_id: str | None
    bron: str | None
    feed: str | None
    object: str | None
    kolom: str | None
    regel: str
    ernst: str
    geslaagd: bool
    aantal: int
    aantal_fout: int
    uitgevoerd_op: datetime
    reden: str | None


@dataclass(frozen=True)
class StaandResultaat:
    """What a check says of a delivery that is the newest of its municipality now, sound or not."""

    controle_id: str
    levering_id: str | None
    ernst: str
    geslaagd: bool
    aantal: int
    aantal_fout: int
    reden: str | None


class LedgerInGebruik(RuntimeError):
    """Another load holds the ledger."""


class Ledger:
    """Opened by one load at a time; DuckDB's own lock sees to that."""

    def __init__(self, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        self._state = state
        self._waiting: dict[str, Levering] = {}
        try:
            self._con = duckdb.connect(str(state / "ledger.duckdb"))
        except duckdb.IOException as error:
            if "lock" not in str(error).lower():
                raise
            raise LedgerInGebruik("Er loopt al een andere lading op deze DWH_HOME; wacht tot die klaar is.") from None
        self._con.execute(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._con.close()

    def seen(self, bron: str) -> dict[str, tuple[str, Vingerafdruk]]:
        """Per file name of a bron: the hash it had when last read, and its size and times then."""
        rows = self._con.execute(
            "SELECT bestandsnaam, sha256, grootte, mtime_ns, ctime_ns FROM gezien WHERE bron = $1", [bron]
        ).fetchall()
        return {name: (sha, Vingerafdruk(size, mtime, ctime)) for name, sha, size, mtime, ctime in rows}

    def remember(self, bron: str, naam: str, sha256: str, print_: Vingerafdruk) -> None:
        """Note what a file looked like, so that the next night need not read it to know that it is the same."""
        self._con.execute(
            "INSERT OR REPLACE INTO gezien VALUES ($1, $2, $3, $4, $5, $6)",
            [bron, naam, sha256, print_.grootte, print_.mtime_ns, print_.ctime_ns],
        )

    def known(self, levering_id: str) -> bool:
        """Whether this content under this name was judged before."""
        return self._con.execute("SELECT 1 FROM levering WHERE levering_id = $1", [levering_id]).fetchone() is not None

    def loaded(self, bron: str, feed: str) -> set[str]:
        """The deliveries of a feed whose rows are in raw."""
        query = "SELECT levering_id FROM levering WHERE bron = $1 AND feed = $2 AND status = 'geladen'"
        return {row[0] for row in self._con.execute(query, [bron, feed]).fetchall()}

    def first_content(self, bron: str, naam: str) -> str | None:
        """The hash under which a file of this name was first recorded."""
        row = self._con.execute(
            "SELECT sha256 FROM levering WHERE bron = $1 AND bestandsnaam = $2 ORDER BY rowid LIMIT 1", [bron, naam]
        ).fetchone()
        return str(row[0]) if row else None

    def standing_results(self, bron: str, feed: str, run_id: str) -> list[StaandResultaat]:
        """The check results of the newest delivery per municipality, and what this run found beside the deliveries: the
        answer of the API where the feed comes from one, and errors of our own, which end with the run that met them."""
        rows = self._con.execute(_STANDING, {"bron": bron, "feed": feed, "run_id": run_id}).fetchall()
        return [StaandResultaat(*row) for row in rows]

    def record(
        self, levering: Levering, checks: Iterable[Controleresultaat], quarantine: Iterable[pa.Table] = ()
    ) -> None:
        """Enter a judged delivery with everything that was found, all or nothing.

        `quarantine` holds tables of object, rijnummer, controle_id, kolom, reden.
        """
        self._con.execute("BEGIN")
        try:
            self._insert("levering", [levering])
            self._insert("controle", list(checks))
            for rows in quarantine:
                self._con.register("nieuw", rows)
                self._con.execute(
                    "INSERT INTO quarantaine SELECT $1, object, rijnummer, controle_id, kolom, reden FROM nieuw",
                    [levering.levering_id],
                )
                self._con.unregister("nieuw")
            self._con.execute("COMMIT")
            self._waiting.pop(levering.levering_id, None)
        except BaseException:
            self._con.execute("ROLLBACK")
            raise

    def record_checks(self, checks: Iterable[Controleresultaat]) -> None:
        """Enter checks that belong to no delivery, such as an unknown file in the landing."""
        self._insert("controle", list(checks))

    def wait(self, levering: Levering) -> None:
        """Note a delivery that is not complete yet. It is shown, not remembered: the next load looks again."""
        self._waiting[levering.levering_id] = levering

    def export(self) -> None:
        """Copy the ledger to Parquet for dbt; each file is replaced as one."""
        for table in _EXPORTED:
            query = f"SELECT * FROM {table}"
            if table == "levering" and self._waiting:
                self._con.execute("CREATE OR REPLACE TEMP TABLE wachtend AS SELECT * FROM levering LIMIT 0")
                self._insert("wachtend", list(self._waiting.values()))
                query += " UNION ALL SELECT * FROM wachtend"
            target = self._state / f"{table}.parquet"
            temporary = target.with_suffix(".part")
            self._con.execute(
                f"COPY ({query}) TO '{str(temporary).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)"
            )
            temporary.replace(target)

    def _insert(self, table: str, rows: Sequence[Levering | Controleresultaat]) -> None:
        if rows:
            values: list[Any] = [list(vars(row).values()) for row in rows]
            marks = ", ".join("?" * len(values[0]))
            self._con.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
