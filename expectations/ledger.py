"""The ledger: what became of every delivery, every check and every rejected row, for ever.

Belongs here: the one DuckDB file that is written during a load (`state/ledger.duckdb`) and its copy as Parquet, from
which dbt reads. Rows are only ever added; a delivery with its checks and its quarantine is one transaction. Does not
belong here: judging (`expectations.keuring`), and the status `vervangen`, which follows from later deliveries and is
derived in dbt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from expectations.ledger_tables import (
    EXPORTED,
    SCHEMA,
    Controleresultaat,
    Levering,
    StaandResultaat,
    Voorbeeld,
)
from sources.landing import Vingerafdruk
from sources.reading.verschil import Verschil

if TYPE_CHECKING:
    from datetime import datetime

    import pyarrow as pa

_STANDING = """
WITH nieuwste AS (
    SELECT levering_id FROM levering WHERE bron = $bron AND feed = $feed
    QUALIFY row_number() OVER (
        PARTITION BY gemeente_code ORDER BY peildatum DESC, volgnummer DESC, ontvangen_op DESC) = 1),
los AS (
    SELECT * FROM controle WHERE bron = $bron AND feed = $feed AND levering_id IS NULL AND run_id = $run_id
    AND object IS DISTINCT FROM 'verband'
    QUALIFY row_number() OVER (PARTITION BY controle_id ORDER BY uitgevoerd_op DESC) = 1),
aanvaard AS (SELECT levering_id, arg_max(reden, aanvaard_op) AS waarom FROM aanvaarding GROUP BY levering_id)
SELECT controle_id, levering_id, ernst, geslaagd, aantal, aantal_fout, reden,
    CASE WHEN ernst = 'waarschuwing' AND NOT geslaagd THEN waarom END
FROM controle JOIN nieuwste USING (levering_id) LEFT JOIN aanvaard USING (levering_id)
UNION ALL
SELECT controle_id, levering_id, ernst, geslaagd, aantal, aantal_fout, reden, NULL FROM los
"""

_IN_USE = """
WITH per_jaar AS (
    SELECT levering_id, bron, feed, gemeente_code, peildatum, CAST(year(peildatum) AS INTEGER) AS jaar
    FROM levering WHERE status = 'geladen'
    QUALIFY row_number() OVER (
        PARTITION BY bron, feed, gemeente_code, year(peildatum)
        ORDER BY peildatum DESC, volgnummer DESC, ontvangen_op DESC, levering_id) = 1),
gerangschikt AS (
    SELECT *, row_number() OVER (PARTITION BY bron, feed, gemeente_code ORDER BY jaar DESC) AS rang FROM per_jaar)
SELECT * EXCLUDE (rang), rang = 1 AS nieuwste FROM gerangschikt WHERE rang <= 2 ORDER BY levering_id
"""
_STANDING_VERBANDEN = """
SELECT controle_id, levering_id, ernst, geslaagd, aantal, aantal_fout, reden FROM controle WHERE object = 'verband'
QUALIFY row_number() OVER (PARTITION BY controle_id ORDER BY uitgevoerd_op DESC) = 1
"""


_ROWS_AT_ONCE = 50


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
        self._con.execute(SCHEMA)

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

    def select(self, query: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a question about what is remembered."""
        return self._con.execute(query, parameters).fetchall()

    def in_use(self) -> pa.Table:
        """The sound deliveries that rules across feeds compare: per feed and municipality the newest of its newest year
        and of the year before, since who delivers corrects no older ones (`nieuwste` is true for the first).

        Columns: levering_id, bron, feed, gemeente_code, peildatum, jaar, nieuwste.
        """
        return self._con.sql(_IN_USE).to_arrow_table()

    def standing_verbanden(self) -> list[StaandResultaat]:
        """What each rule across feeds said when it was last looked at."""
        return [StaandResultaat(*row) for row in self._con.execute(_STANDING_VERBANDEN).fetchall()]

    def record(
        self,
        levering: Levering,
        checks: Iterable[Controleresultaat],
        quarantine: Iterable[pa.Table] = (),
        *,
        verschillen: Iterable[Verschil] = (),
        profiel: Iterable[pa.Table] = (),
    ) -> None:
        """Enter a judged delivery with everything that was found, all or nothing.

        `quarantine` holds tables of object, rijnummer, controle_id, kolom, reden; `profiel` of object, maat, kolom,
        sleutel, waarde.
        """
        self._con.execute("BEGIN")
        try:
            self._insert("levering", [levering])
            self._insert("controle", list(checks))
            for rows in quarantine:
                self._insert_of(
                    "quarantaine", levering.levering_id, rows, "object, rijnummer, controle_id, kolom, reden"
                )
            for rows in profiel:
                self.record_profile(levering.levering_id, rows)
            self._insert_rows(
                "verschil", [[levering.levering_id, *vars(verschil).values()] for verschil in verschillen]
            )
            self._con.execute("COMMIT")
            self._waiting.pop(levering.levering_id, None)
        except BaseException:
            self._con.execute("ROLLBACK")
            raise

    def record_profile(self, levering_id: str, profiel: pa.Table) -> None:
        """Enter the measures of a delivery; also later, for one that was judged before measures were kept."""
        self._insert_of("profiel", levering_id, profiel, "object, maat, kolom, sleutel, waarde")

    def record_checks(self, checks: Iterable[Controleresultaat]) -> None:
        """Enter checks that belong to no delivery, such as an unknown file in the landing."""
        self._insert("controle", list(checks))

    def record_examples(self, examples: Iterable[Voorbeeld]) -> None:
        """Enter where the rows stand that checks across feeds found."""
        self._insert("voorbeeld", list(examples))

    def accept(self, levering_id: str, reden: str, moment: datetime) -> None:
        """Note that somebody looked at what is unusual about a delivery, and that it is right."""
        self._insert_rows("aanvaarding", [[levering_id, reden, moment]])

    def wait(self, levering: Levering) -> None:
        """Note a delivery that is not complete yet. It is shown, not remembered: the next load looks again."""
        self._waiting[levering.levering_id] = levering

    def export(self, tables: Iterable[str] = EXPORTED) -> None:
        """Copy the ledger to Parquet for dbt; each file is replaced as one."""
        for table in tables:
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

    def _insert_of(self, table: str, levering_id: str, rows: pa.Table, columns: str) -> None:
        self._con.register("nieuw", rows)
        self._con.execute(f"INSERT INTO {table} SELECT $1, {columns} FROM nieuw", [levering_id])
        self._con.unregister("nieuw")

    def _insert(self, table: str, rows: Sequence[Levering | Controleresultaat | Voorbeeld]) -> None:
        self._insert_rows(table, [list(vars(row).values()) for row in rows])

    def _insert_rows(self, table: str, rows: Sequence[list[Any]]) -> None:
        # Row by row takes six times as long: a delivery has some sixty checks.
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[first : first + _ROWS_AT_ONCE]
            marks = ", ".join([f"({', '.join('?' * len(some[0]))})"] * len(some))
            self._con.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in some for value in row])
