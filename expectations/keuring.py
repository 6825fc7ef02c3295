"""The inspection of one delivery: treat personal fields while reading, run the checks, part sound rows from the
quarantine.

Belongs here: the private in-memory database in which a delivery lives while it is judged. Does not belong here: which
deliveries there are and what is remembered of them (`expectations.loading`, `expectations.ledger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.drift import new_codes, told
from expectations.gx_suite import Resultaat, Validatie
from expectations.placeholders import judged_table
from expectations.profile import Meting, profile
from expectations.raw import raw_file, sql_path
from expectations.references import ReferenceTables, Referenties
from expectations.rules import Codelijsten, Controle, controles
from expectations.telling import told_of_delivery, told_of_row
from expectations.whole_delivery import fault_results, most_often, of_another_period, share_check
from sources.contract_model import Contract, Ernst, Tabel
from sources.landing import Bestand
from sources.privacy import install_key, treated_columns
from sources.reading.result import ONLEESBAAR, RIJNUMMER, Afgekeurd, Inhoud, Rijen
from sources.reading.verschil import Verschil
from sources.values import plain_columns

if TYPE_CHECKING:
    import pyarrow as pa

_STREAM = "stroom"


@dataclass
class Keuring:
    """What the inspection of a delivery found. `reden` is None when the delivery is sound enough to load."""

    resultaten: list[Resultaat] = field(default_factory=list)
    verslagen: list[dict[str, Any]] = field(default_factory=list)
    quarantaine: list[pa.Table] = field(default_factory=list)
    profiel: list[Meting] = field(default_factory=list)
    verschillen: list[Verschil] = field(default_factory=list)
    rijen_gelezen: int = 0
    rijen_quarantaine: int = 0
    reden: str | None = None

    @property
    def rijen_geladen(self) -> int:
        return self.rijen_gelezen - self.rijen_quarantaine


class Keurmeester:
    """Holds the in-memory database and Great Expectations' engine for a whole run, so that both are made once."""

    def __init__(self, key: bytes, codelijsten: Codelijsten, referenties: Referenties | None = None) -> None:
        from expectations.gx_engine import memory_engine

        self._engine = memory_engine()
        self._codelijsten = codelijsten
        with self._engine.get_connection() as connection:
            # A connection of our own to the same database: Great Expectations leaves results unread on its own.
            self._con: Any = connection.connection.driver_connection.duplicate()
        self._con.execute("SET preserve_insertion_order = true")
        # What does not fit in memory fails; it never goes to a file beside it.
        self._con.execute("SET temp_directory = ''")
        install_key(self._con, key)
        self._references = ReferenceTables(self._con, referenties or {})

    def keur(self, contract: Contract, bestand: Bestand, inhoud: Inhoud, levering_id: str, raw: Path) -> Keuring:
        """Judge a delivery as read, and write the sound rows of a sound delivery to
        `raw/<bron>/<tabel>/<levering_id>.parquet`."""
        keuring = Keuring(verschillen=list(inhoud.verschillen))
        faults: list[Afgekeurd] = []
        # An error in the delivery before may have left a result unread, and then DuckDB allows nothing else.
        self._con.abort()
        self._references.offer(contract.referenties)
        # All tables first: a rule of one may speak of another.
        for tabel in contract.tabellen:
            rijen = inhoud.tabellen[tabel.naam]
            self._store(contract, tabel, rijen, bestand)
            faults.extend(rijen.fouten)
        for tabel in contract.tabellen:
            self._judge(contract, tabel, inhoud.tabellen[tabel.naam], bestand, keuring, levering_id)
        faults += of_another_period(self._con, contract, keuring.resultaten, bestand.peildatum)
        self._decide(contract, keuring, faults)
        self._quarantine(contract, keuring)
        if keuring.reden is None:
            for tabel in contract.tabellen:
                self._write_raw(contract, tabel, levering_id, raw)
                keuring.profiel += profile(self._con, tabel, inhoud.tabellen[tabel.naam].velden)
        for tabel in contract.tabellen:
            self._con.execute(f"DROP TABLE {_table(tabel)}; DROP TABLE {_table(tabel)}_kapot")
        return keuring

    def _store(self, contract: Contract, tabel: Tabel, rijen: Rijen, bestand: Bestand) -> None:
        columns = _columns(contract, tabel, rijen.velden, bestand.gemeente_code)
        select = ", ".join(f'{expression} AS "{name}"' for name, expression in columns.items())
        self._con.register(_STREAM, rijen.stroom)
        self._con.execute(f"CREATE OR REPLACE TABLE {_table(tabel)} AS SELECT {select} FROM {_STREAM}")
        self._con.unregister(_STREAM)

    def _judge(
        self, contract: Contract, tabel: Tabel, rijen: Rijen, bestand: Bestand, keuring: Keuring, levering_id: str
    ) -> None:
        from expectations.gx_suite import validate

        checks = controles(
            contract,
            tabel,
            rijen.velden,
            bestand.peildatum,
            rijen.aangekondigd,
            self._codelijsten,
            bestand.gemeente_code,
        )
        meta = {
            "suite": f"{contract.bron}.{tabel.naam}",
            "levering_id": levering_id,
            "peildatum": bestand.peildatum.isoformat(),
        }
        validatie: Validatie = validate(self._engine, _table(tabel), checks, meta)
        # A warning is counted, but its rows are loaded like any other.
        broken = [r for r in validatie.resultaten if r.rijen_sql and r.controle.ernst is not Ernst.WAARSCHUWING]
        self._note_broken_rows(tabel, broken)
        keuring.resultaten.extend(self._without_ragged_rows(tabel, result) for result in validatie.resultaten)
        keuring.verslagen.append(validatie.verslag)
        keuring.verschillen += new_codes(self._con, contract, tabel, validatie.resultaten, self._codelijsten)
        keuring.rijen_gelezen += self._count(_table(tabel))

    def _note_broken_rows(self, tabel: Tabel, broken: Sequence[Resultaat]) -> None:
        """One row per broken row and rule, whose reason ends with what was typed where the contract allows that. A row
        that could not be divided into columns breaks only that rule: the rest follows from it."""
        kapot = f"{_table(tabel)}_kapot"
        self._con.execute(
            f"CREATE OR REPLACE TABLE {kapot} (rijnummer BIGINT, controle_id VARCHAR, kolom VARCHAR, reden VARCHAR)"
        )
        for result in broken:
            check = result.controle
            self._con.execute(
                f"INSERT INTO {kapot} SELECT DISTINCT gevonden.rijnummer, $1, $2, $3 || {told_of_row(check)} "
                f"FROM ({result.rijen_sql}) AS gevonden "
                f"JOIN {_table(tabel)} AS rij ON rij.rijnummer = gevonden.rijnummer "
                f"WHERE rij.{ONLEESBAAR} IS NULL OR $4",
                [check.controle_id, check.kolom, check.reden, check.regel == "kolommen"],
            )

    def _without_ragged_rows(self, tabel: Tabel, result: Resultaat) -> Resultaat:
        """The result as the quarantine tells it, so that the count of a rule and the rows listed under it agree.

        A rule about all rows together names a row that does not exist (0); that one counts, though the quarantine
        cannot list it.
        """
        if not result.rijen_sql or result.controle.regel == "kolommen":
            return result
        found = (
            f"({result.rijen_sql}) AS gevonden LEFT JOIN {_table(tabel)} AS rij ON rij.rijnummer = gevonden.rijnummer"
        )
        broken = self._count(f"(SELECT DISTINCT gevonden.rijnummer FROM {found} WHERE rij.{ONLEESBAAR} IS NULL)")
        return replace(result, aantal_fout=broken, geslaagd=broken == 0)

    def _decide(self, contract: Contract, keuring: Keuring, faults: Sequence[Afgekeurd]) -> None:
        """Whether the delivery can be trusted as a whole; the first reason that speaks against it is the delivery's
        reason."""
        # What is wrong with the file comes first: a total that does not add up is then its consequence.
        keuring.resultaten[:0] = fault_results(contract, faults)
        fatal = [r for r in keuring.resultaten if r.ernst is Ernst.FATAAL and not r.geslaagd]
        # Likewise a sum (a rule that tells what it found) follows from the codes of the rows that it adds.
        fatal.sort(key=lambda result: result.controle.vertelt)
        counts = [
            (self._count(_table(tabel)), self._count(f"(SELECT DISTINCT rijnummer FROM {_table(tabel)}_kapot)"))
            for tabel in contract.tabellen
        ]
        share = share_check(contract, counts)
        keuring.resultaten.append(share)
        if not share.geslaagd:
            fatal.append(share)
        if fatal:
            first = fatal[0]
            keuring.reden = first.controle.reden + self._told(contract, first)
            if first is share:
                keuring.reden += most_often(keuring.resultaten) + told(keuring.verschillen)
            self._reject_the_other_rows(contract, first.controle)
        keuring.rijen_quarantaine = keuring.rijen_gelezen if fatal else sum(broken for _, broken in counts)

    def _told(self, contract: Contract, first: Resultaat) -> str:
        """What the reason of the delivery says beyond the sentence of the rule that rejects it."""
        if first.uitzondering:
            return " (de regel kon niet worden uitgevoerd)"
        if not first.rijen_sql:
            return ""
        tabel = next(tabel for tabel in contract.tabellen if tabel.naam == first.controle.tabel)
        return told_of_delivery(self._con, tabel, first.controle)

    def _reject_the_other_rows(self, contract: Contract, check: Controle) -> None:
        for tabel in contract.tabellen:
            kapot = f"{_table(tabel)}_kapot"
            self._con.execute(
                f"INSERT INTO {kapot} SELECT rijnummer, $1, NULL, 'De levering is als geheel afgekeurd.' "
                f"FROM {_table(tabel)} WHERE rijnummer NOT IN (SELECT rijnummer FROM {kapot})",
                [check.controle_id],
            )

    def _quarantine(self, contract: Contract, keuring: Keuring) -> None:
        for tabel in contract.tabellen:
            query = (
                "SELECT $1 AS object, rijnummer, controle_id, kolom, reden "
                f"FROM {_table(tabel)}_kapot ORDER BY rijnummer, controle_id"
            )
            keuring.quarantaine.append(self._con.sql(query, params=[tabel.naam]).to_arrow_table())

    def _write_raw(self, contract: Contract, tabel: Tabel, levering_id: str, raw: Path) -> None:
        target = raw_file(raw, contract, tabel, levering_id)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".part")
        kept = ", ".join(f'"{name}"' for name in tabel.raw_kolommen)
        self._con.execute(
            f"COPY (SELECT '{levering_id}' AS levering_id, {RIJNUMMER}, {kept} FROM {_table(tabel)} "
            f"WHERE {RIJNUMMER} NOT IN (SELECT {RIJNUMMER} FROM {_table(tabel)}_kapot) ORDER BY {RIJNUMMER}) "
            f"TO '{sql_path(temporary)}' (FORMAT parquet, COMPRESSION zstd)"
        )
        temporary.replace(target)

    def _count(self, relation: str) -> int:
        return int(self._con.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0])


def _columns(contract: Contract, tabel: Tabel, aanwezig: Sequence[str], gemeente_code: str) -> dict[str, str]:
    columns = {RIJNUMMER: f"{_STREAM}.{RIJNUMMER}", ONLEESBAAR: f"{_STREAM}.{ONLEESBAAR}"}
    for veld in tabel.velden:
        source = f'{_STREAM}."{veld.naam}"' if veld.naam in aanwezig else "CAST(NULL AS VARCHAR)"
        if veld.persoonsgegeven:
            columns |= treated_columns(veld, source, contract.layout, gemeente_code)
        else:
            columns |= plain_columns(veld, source, contract.layout)
    return columns


def _table(tabel: Tabel) -> str:
    return judged_table(tabel.naam)
