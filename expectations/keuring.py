"""The inspection of one delivery: treat personal fields while reading, run the checks, part sound rows from the
quarantine.

Belongs here: the private in-memory database in which a delivery lives while it is judged. Does not belong here: which
deliveries there are and what is remembered of them (`expectations.loading`, `expectations.ledger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.drift import new_codes, told
from expectations.judging import judge
from expectations.placeholders import judged_table
from expectations.private_database import in_few_bytes, private_database, store
from expectations.profile import Meting, profile
from expectations.raw import raw_file, sql_path
from expectations.references import ReferenceTables, Referenties
from expectations.resultaat import Resultaat
from expectations.rules import Codelijsten, Controle, controles
from expectations.telling import told_of_delivery, told_of_row
from expectations.whole_delivery import fault_results, most_often, of_another_period, share_check
from sources.columns import as_in_raw, judged_columns_of
from sources.contract_model import Contract, Ernst, Tabel
from sources.landing import Bestand
from sources.privacy import pseudonyms_asked
from sources.pseudonyms import Pseudoniemen
from sources.reading.result import ONLEESBAAR, RIJNUMMER, Afgekeurd, Inhoud, Rijen
from sources.reading.verschil import Verschil
from sources.whole_file import put_in_place

if TYPE_CHECKING:
    import pyarrow as pa

_STREAM = "stroom"
_REJECTED = "De levering is als geheel afgekeurd."


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
    """Holds the in-memory database in which the deliveries of a run are judged, one after the other."""

    def __init__(self, key: bytes, codelijsten: Codelijsten, referenties: Referenties | None = None) -> None:
        self._con = private_database()
        self._codelijsten = codelijsten
        self._pseudoniemen = Pseudoniemen(key)
        self._references = ReferenceTables(self._con, referenties or {})

    def keur(self, contract: Contract, bestand: Bestand, inhoud: Inhoud, levering_id: str, raw: Path) -> Keuring:
        """Judge a delivery as read, and write the sound rows of a sound delivery to
        `raw/<bron>/<tabel>/<levering_id>.parquet`. Whatever happens, nothing of it stays in the database."""
        # A result that was left unread, by an error say, and DuckDB allows nothing else.
        self._con.abort()
        try:
            return self._keur(contract, bestand, inhoud, levering_id, raw)
        except BaseException:
            self._con.abort()
            raise
        finally:
            for tabel in contract.tabellen:
                self._con.execute(f"DROP TABLE IF EXISTS {_table(tabel)}; DROP TABLE IF EXISTS {_table(tabel)}_kapot")

    def _keur(self, contract: Contract, bestand: Bestand, inhoud: Inhoud, levering_id: str, raw: Path) -> Keuring:
        keuring = Keuring(verschillen=list(inhoud.verschillen))
        faults: list[Afgekeurd] = []
        self._references.offer(contract.referenties)
        # All tables first: a rule of one may speak of another.
        for tabel in contract.tabellen:
            rijen = inhoud.tabellen[tabel.naam]
            keuring.rijen_gelezen += self._store(contract, tabel, rijen, bestand)
            faults.extend(rijen.fouten)
        for tabel in contract.tabellen:
            self._judge(contract, tabel, inhoud.tabellen[tabel.naam], bestand, keuring, levering_id)
        faults += of_another_period(self._con, contract, keuring.resultaten, bestand.peildatum)
        rejecting = self._decide(contract, keuring, faults)
        self._quarantine(contract, keuring, rejecting)
        if keuring.reden is None:
            for tabel in contract.tabellen:
                self._write_raw(contract, tabel, levering_id, raw)
                keuring.profiel += profile(self._con, tabel, inhoud.tabellen[tabel.naam].velden)
        return keuring

    def _store(self, contract: Contract, tabel: Tabel, rijen: Rijen, bestand: Bestand) -> int:
        columns = _columns(contract, tabel, rijen.velden)
        select = ", ".join(f'{expression} AS "{name}"' for name, expression in columns.items())
        asked = pseudonyms_asked(tabel.velden, rijen.velden, bestand.gemeente_code)
        stroom = self._pseudoniemen.beside(rijen.stroom, asked)
        return store(self._con, _STREAM, stroom, _table(tabel), f"SELECT {select} FROM {_STREAM}")

    def _judge(
        self, contract: Contract, tabel: Tabel, rijen: Rijen, bestand: Bestand, keuring: Keuring, levering_id: str
    ) -> None:
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
        validatie = judge(self._con, _table(tabel), checks, meta)
        # A warning is counted, but its rows are loaded like any other.
        broken = [r for r in validatie.resultaten if r.rijen_sql and r.controle.ernst is not Ernst.WAARSCHUWING]
        self._note_broken_rows(tabel, broken)
        keuring.resultaten.extend(validatie.resultaten)
        keuring.verslagen.append(validatie.verslag)
        keuring.verschillen += new_codes(self._con, contract, tabel, validatie.resultaten, self._codelijsten)

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

    def _decide(self, contract: Contract, keuring: Keuring, faults: Sequence[Afgekeurd]) -> Controle | None:
        """Whether the delivery can be trusted as a whole; the first reason that speaks against it is the delivery's
        reason. Returns the check that rejects it."""
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
        keuring.rijen_quarantaine = keuring.rijen_gelezen if fatal else sum(broken for _, broken in counts)
        return fatal[0].controle if fatal else None

    def _told(self, contract: Contract, first: Resultaat) -> str:
        """What the reason of the delivery says beyond the sentence of the rule that rejects it."""
        if first.uitzondering:
            return " (de regel kon niet worden uitgevoerd)"
        if not first.rijen_sql:
            return ""
        tabel = next(tabel for tabel in contract.tabellen if tabel.naam == first.controle.tabel)
        return told_of_delivery(self._con, tabel, first.controle)

    def _quarantine(self, contract: Contract, keuring: Keuring, rejecting: Controle | None) -> None:
        """The rows that stay behind, with what is wrong with them; of a delivery that is rejected all others as well,
        under the check that rejects it."""
        for tabel in contract.tabellen:
            kapot = f"{_table(tabel)}_kapot"
            query = (
                f"SELECT $object AS object, rijnummer, controle_id, kolom, reden "
                f"FROM (FROM {kapot} ORDER BY rijnummer, controle_id)"
            )
            parameters = {"object": tabel.naam}
            if rejecting is not None:
                query += (
                    f" UNION ALL SELECT $object, rijnummer, $controle, NULL, $reden FROM {_table(tabel)} "
                    f"WHERE rijnummer NOT IN (SELECT rijnummer FROM {kapot})"
                )
                parameters |= {"controle": rejecting.controle_id, "reden": _REJECTED}
            keuring.quarantaine.append(in_few_bytes(self._con.sql(query, params=parameters)))

    def _write_raw(self, contract: Contract, tabel: Tabel, levering_id: str, raw: Path) -> None:
        target = raw_file(raw, contract, tabel, levering_id)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".part")
        kept = ", ".join(
            as_in_raw(veld, f'"{veld.raw_kolom}"') + f' AS "{veld.raw_kolom}"'
            for veld in tabel.velden
            if veld.raw_kolom is not None
        )
        self._con.execute(
            f"COPY (SELECT '{levering_id}' AS levering_id, {RIJNUMMER}, {kept} FROM {_table(tabel)} "
            f"WHERE {RIJNUMMER} NOT IN (SELECT {RIJNUMMER} FROM {_table(tabel)}_kapot)) "
            f"TO '{sql_path(temporary)}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
        )
        put_in_place(temporary, target)

    def _count(self, relation: str) -> int:
        return int(self._con.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0])


def _columns(contract: Contract, tabel: Tabel, aanwezig: Sequence[str]) -> dict[str, str]:
    columns = {RIJNUMMER: RIJNUMMER, ONLEESBAAR: ONLEESBAAR}
    for veld in tabel.velden:
        columns |= judged_columns_of(veld, _STREAM, aanwezig, contract.layout)
    return columns


def _table(tabel: Tabel) -> str:
    return judged_table(tabel.naam)
