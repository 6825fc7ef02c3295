"""The ledger: what became of every delivery, every check and every rejected row, for ever.

Belongs here: the one DuckDB file that is written during a load (`state/ledger.duckdb`) and its copy as Parquet, from
which dbt reads. Rows are only ever added; a delivery with its checks and its quarantine is one transaction. Does not
belong here: judging (`expectations.keuring`), and the status `vervangen`, which follows from later deliveries and is
derived in dbt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from expectations.ledger_rows import append, append_objects, append_of_delivery
from expectations.ledger_tables import (
    EXPORTED,
    SCHEMA,
    Bekend,
    Controleresultaat,
    Gezien,
    Levering,
    Oordeel,
    StaandResultaat,
    Voorbeeld,
)
from sources.landing import Vingerafdruk
from sources.quoting import sql_text
from sources.whole_file import put_in_place, remove_stillborn

if TYPE_CHECKING:
    from datetime import datetime

    import pyarrow as pa

    from expectations.profile import Meting

_STANDING = """
WITH nieuwste AS (
    SELECT levering_id FROM levering WHERE bron = $bron AND feed = $feed
    QUALIFY row_number() OVER (
        PARTITION BY gemeente_code ORDER BY peildatum DESC, volgnummer DESC, ontvangen_op DESC) = 1),
los AS (
    SELECT * FROM controle WHERE bron = $bron AND feed = $feed AND levering_id IS NULL AND run_id = $run_id
    AND object IS DISTINCT FROM 'verband'
    QUALIFY row_number() OVER (PARTITION BY controle_id ORDER BY rowid DESC) = 1),
aanvaard AS (SELECT levering_id, arg_max(reden, aanvaard_op) AS waarom FROM aanvaarding GROUP BY levering_id)
SELECT controle_id, levering_id, ernst, geslaagd, aantal, aantal_fout, reden,
    CASE WHEN ernst = 'waarschuwing' AND NOT geslaagd THEN waarom END
FROM controle JOIN nieuwste USING (levering_id) LEFT JOIN aanvaard USING (levering_id)
WHERE bron = $bron AND feed = $feed
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
QUALIFY row_number() OVER (PARTITION BY controle_id ORDER BY rowid DESC) = 1
"""


_MEMORY = "1GB"
"""The ledger is open during the whole load, beside what judges and builds."""


class LedgerInGebruik(RuntimeError):
    """Another load holds the ledger."""


class Ledger:
    """Opened by one load at a time; DuckDB's own lock sees to that."""

    def __init__(self, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        self._state = state
        self._waiting: dict[str, Levering] = {}
        self._seen: dict[str, dict[str, tuple[str, Vingerafdruk]]] = {}
        remove_stillborn(state / "ledger.duckdb")
        try:
            self._con = duckdb.connect(str(state / "ledger.duckdb"), config={"memory_limit": _MEMORY})
        except duckdb.IOException as error:
            if "could not set lock" not in str(error).lower():
                raise
            raise LedgerInGebruik("Er loopt al een andere lading op deze DWH_HOME; wacht tot die klaar is.") from None
        self._con.execute(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._con.close()

    def seen(self, bron: str) -> Mapping[str, tuple[str, Vingerafdruk]]:
        """Per file name of a bron: the hash it had when last read, and its size and times then. Kept for the bron that
        was asked for last, since its feeds ask one after the other."""
        if bron not in self._seen:
            rows = self._con.execute(
                "SELECT bestandsnaam, sha256, grootte, mtime_ns, ctime_ns FROM gezien WHERE bron = $1", [bron]
            ).fetchall()
            self._seen = {
                bron: {name: (sha, Vingerafdruk(size, mtime, ctime)) for name, sha, size, mtime, ctime in rows}
            }
        return self._seen[bron]

    def remember(self, gezien: Sequence[Gezien]) -> None:
        """Note what files looked like, so that the next night need not read them to know that they are the same."""
        self._enter_seen(gezien)
        self._keep_seen(gezien)

    def known(self, bron: str, feed: str) -> list[Bekend]:
        """The deliveries of a feed that were judged before, in the order in which they were entered."""
        query = "SELECT levering_id, bestandsnaam, sha256 FROM levering WHERE bron = $1 AND feed = $2 ORDER BY rowid"
        return [Bekend(*row) for row in self._con.execute(query, [bron, feed]).fetchall()]

    def loaded(self, bron: str, feed: str) -> set[str]:
        """The deliveries of a feed whose rows are in raw."""
        query = "SELECT levering_id FROM levering WHERE bron = $1 AND feed = $2 AND status = 'geladen'"
        return {row[0] for row in self._con.execute(query, [bron, feed]).fetchall()}

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

    def record(self, oordelen: Sequence[Oordeel]) -> None:
        """Enter judged deliveries with everything that was found, all or nothing."""
        self._con.execute("BEGIN")
        try:
            self._enter(oordelen)
            self._con.execute("COMMIT")
        except BaseException:
            self._con.execute("ROLLBACK")
            raise
        for oordeel in oordelen:
            self._waiting.pop(oordeel.levering.levering_id, None)
        self._keep_seen([oordeel.gezien for oordeel in oordelen if oordeel.gezien])

    def _enter(self, oordelen: Sequence[Oordeel]) -> None:
        append_objects(self._con, "levering", [oordeel.levering for oordeel in oordelen])
        append_objects(self._con, "controle", [check for oordeel in oordelen for check in oordeel.controles])
        for oordeel in oordelen:
            for rows in oordeel.quarantaine:
                columns = "object, rijnummer, controle_id, kolom, reden"
                append_of_delivery(self._con, "quarantaine", oordeel.levering.levering_id, rows, columns)
        for table, field in (("profiel", "profiel"), ("verschil", "verschillen")):
            rows_of = [(each.levering.levering_id, vars(row)) for each in oordelen for row in getattr(each, field)]
            append(self._con, table, [(levering_id, *row.values()) for levering_id, row in rows_of])
        self._enter_seen([oordeel.gezien for oordeel in oordelen if oordeel.gezien])

    def _enter_seen(self, gezien: Sequence[Gezien]) -> None:
        rows = [(each.bron, each.bestandsnaam, each.sha256, *vars(each.vingerafdruk).values()) for each in gezien]
        append(self._con, "gezien", rows, replacing=True)

    def _keep_seen(self, gezien: Sequence[Gezien]) -> None:
        for each in gezien:
            if each.bron in self._seen:
                self._seen[each.bron][each.bestandsnaam] = (each.sha256, each.vingerafdruk)

    def record_profile(self, levering_id: str, profiel: Iterable[Meting]) -> None:
        """Enter the measures of a delivery that was judged before measures were kept."""
        append(self._con, "profiel", [(levering_id, *vars(meting).values()) for meting in profiel])

    def record_checks(self, checks: Iterable[Controleresultaat]) -> None:
        """Enter checks that belong to no delivery, such as an unknown file in the landing."""
        append_objects(self._con, "controle", checks)

    def record_examples(self, examples: Iterable[Voorbeeld]) -> None:
        """Enter where the rows stand that checks across feeds found."""
        append_objects(self._con, "voorbeeld", examples)

    def accept(self, levering_id: str, reden: str, moment: datetime) -> None:
        """Note that somebody looked at what is unusual about a delivery, and that it is right."""
        append(self._con, "aanvaarding", [(levering_id, reden, moment)])

    def wait(self, levering: Levering) -> None:
        """Note a delivery that is not complete yet. It is shown, not remembered: the next load looks again."""
        self._waiting[levering.levering_id] = levering

    def export(self, tables: Iterable[str] = EXPORTED) -> None:
        """Copy the ledger to Parquet for dbt; each file is replaced as one. A table that got no rows since is left
        alone: rows are only ever added."""
        for table in tables:
            query = f"SELECT * FROM {table}"
            target = self._state / f"{table}.parquet"
            if table == "levering":
                # Who waits is exported but not remembered, so of this table the same number says nothing.
                self._con.execute("CREATE OR REPLACE TEMP TABLE wachtend AS SELECT * FROM levering LIMIT 0")
                append_objects(self._con, "wachtend", self._waiting.values())
                query += " UNION ALL SELECT * FROM wachtend"
            elif target.exists() and self._exported(table) == self._count(table):
                continue
            temporary = target.with_suffix(".part")
            self._con.execute(f"COPY ({query}) TO '{sql_text(str(temporary))}' (FORMAT parquet, COMPRESSION zstd)")
            put_in_place(temporary, target)
            self._con.execute("INSERT OR REPLACE INTO geexporteerd VALUES ($1, $2)", [table, self._count(table)])

    def _exported(self, table: str) -> int | None:
        """How many rows the Parquet file of a table got from this ledger."""
        row = self._con.execute("SELECT rijen FROM geexporteerd WHERE tabel = $1", [table]).fetchone()
        return int(row[0]) if row else None

    def _count(self, table: str) -> int:
        return int(self._con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
