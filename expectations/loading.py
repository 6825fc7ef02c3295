"""Loading the deliveries of one feed: look, read, judge, remember.

Belongs here: what happens to one delivery from the landing to the ledger, in which order, and what is never done twice.
Does not belong here: when feeds are loaded, or in which process (orchestration).
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from expectations.beside import SEVERAL, SMALL, Keurmeesters
from expectations.entries import Entries
from expectations.feed_uitslag import FeedUitslag
from expectations.gekeurd import Gekeurd, judged
from expectations.history import Geschiedenis
from expectations.ledger import Ledger
from expectations.ledger_tables import Controleresultaat, Gezien, Levering, Oordeel, Status
from expectations.pending import Beoordeeld, Pending
from expectations.raw import clear_unentered, missing_raw, raw_file
from expectations.references import Referenties
from expectations.refusing import changed, misnamed
from expectations.rules import Codelijsten
from sources.contract_model import Contract
from sources.landing import Bestand, Onbekend, check_sidecar, sha256_of, vingerafdruk
from sources.plausibiliteit import is_judged
from sources.reading.result import Afgekeurd

if TYPE_CHECKING:
    from expectations.keuring import Keuring, Keurmeester
    from expectations.resultaat import Resultaat

log = logging.getLogger("dwh.laden")

LOCAL = ZoneInfo("Europe/Amsterdam")
"""Whose day it is: in summer it is still yesterday in UTC when a load begins at two."""


@dataclass
class Lading:
    """One load: where things stand, and what it needs to judge. `keurmeester` is made only when there is something to
    judge."""

    ledger: Ledger
    raw: Path
    verslagen: Path
    run_id: str
    codelijsten: Codelijsten
    key: bytes = field(repr=False)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    referenties: Referenties = field(default_factory=dict)

    @cached_property
    def entries(self) -> Entries:
        """The rows of this run for the ledger."""
        return Entries(self.run_id, self.now)

    @cached_property
    def keurmeester(self) -> Keurmeester:
        return self._keurmeester()

    @cached_property
    def keurmeesters(self) -> Keurmeesters:
        """Others, for small deliveries beside each other."""
        return Keurmeesters(self._keurmeester)

    def _keurmeester(self) -> Keurmeester:
        from expectations.keuring import Keurmeester

        return Keurmeester(self.key, self.codelijsten, self.referenties)

    def load_feed(self, contract: Contract, bestanden: Sequence[Bestand], synthetisch: bool) -> FeedUitslag:
        """Load what is new of one feed. A fault in one delivery never stops the next."""
        uitslag = _Feedlading(self, contract, bestanden, synthetisch).load()
        self.ledger.record_checks(c for c in uitslag.controles if c.levering_id is None)
        return uitslag

    def note_unknown(self, onbekend: Iterable[Onbekend]) -> list[Controleresultaat]:
        """Report what lies in the landing and is no delivery."""
        checks = [self.entries.unknown_file(item) for item in onbekend]
        self.ledger.record_checks(checks)
        return checks

    def note_harvest(self, contract: Contract, reden: str | None) -> Controleresultaat:
        """Remember whether an API answered; `reden` is None when it did."""
        check = self.entries.harvest(contract, reden)
        self.ledger.record_checks([check])
        return check


@dataclass(frozen=True)
class _Begonnen:
    """A delivery to judge. `ernaast` is there when another thread does it; `keur` does it here."""

    bestand: Bestand
    gezien: Gezien
    keur: Callable[[Keurmeester], Gekeurd]
    ernaast: Future[Gekeurd] | None


class _Feedlading:
    """One feed while it is loaded: what was known of it, asked of the ledger once, and what this load finds."""

    def __init__(self, lading: Lading, contract: Contract, bestanden: Sequence[Bestand], synthetisch: bool) -> None:
        self._lading = lading
        self._ledger = lading.ledger
        self._entries = lading.entries
        self._contract = contract
        self._bestanden = bestanden
        self._synthetisch = synthetisch
        clear_unentered(lading.raw, contract, lading.ledger)
        self._lost = missing_raw(lading.raw, contract, lading.ledger)
        self._seen = lading.ledger.seen(contract.bron)
        self._pending = Pending(lading.ledger, lading.verslagen)
        self._uitslag = FeedUitslag(contract)

    def load(self) -> FeedUitslag:
        started: deque[_Begonnen] = deque()
        try:
            for bestand in self._bestanden:
                begonnen = self._begin(bestand)
                if begonnen is None:
                    continue
                started.append(begonnen)
                while started and not (begonnen.ernaast and len(started) <= self._lading.keurmeesters.ahead):
                    self._finish(started.popleft())
            while started:
                self._finish(started.popleft())
        finally:
            # Of a load that ends half-way nothing may be written any more when the next one begins.
            wait([b.ernaast for b in started if b.ernaast is not None and not b.ernaast.cancel()])
        self._enter()
        return self._uitslag

    @cached_property
    def _first_content(self) -> dict[str, str]:
        """The hash under which a file of each name was first judged, and by the id of every judged delivery its own."""
        known = self._ledger.known(self._contract.bron, self._contract.feed)
        first = {row.bestandsnaam: row.sha256 for row in reversed(known)}
        return first | {row.levering_id: row.sha256 for row in known}

    @cached_property
    def _history(self) -> Geschiedenis:
        from expectations.remeasuring import measure_what_was_not

        new = [bestand for bestand in self._bestanden if not self._is_as_seen(bestand)]
        first_measure = partial(measure_what_was_not, self._ledger, self._lading.raw, self._contract)
        return Geschiedenis(self._ledger, new, first_measure)

    def _is_as_seen(self, bestand: Bestand) -> bool:
        """Whether a file still looks as it did when it was last read; one that is gone is left to who reads it."""
        seen = self._seen.get(bestand.naam)
        return seen is not None and bestand.pad.exists() and seen[1] == vingerafdruk(bestand.pad)

    def _begin(self, bestand: Bestand) -> _Begonnen | None:
        """Have a delivery judged, unless there is nothing new to judge or not everything yet."""
        try:
            if self._lost and (sha256 := sha256_of(bestand.pad)) and bestand.levering_id(sha256) in self._lost:
                self._restore(bestand, sha256)
            return self._begun(bestand)
        except Exception as error:  # noqa: BLE001 - the boundary: one broken delivery may not stop a load
            self._failed(bestand, error)
            return None

    def _begun(self, bestand: Bestand) -> _Begonnen | None:
        looks = vingerafdruk(bestand.pad)
        seen = self._seen.get(bestand.naam)
        if seen is not None and seen[1] == looks:
            self._uitslag.ongewijzigd += 1
            return None
        contract, sha256 = self._contract, sha256_of(bestand.pad)
        gezien = Gezien(contract.bron, bestand.naam, sha256, looks)
        if bestand.levering_id(sha256) in self._first_content:
            self._ledger.remember([gezien])
            self._uitslag.ongewijzigd += 1
            return None
        today = self._lading.now().astimezone(LOCAL).date()
        refusal = changed(self._first_content.get(bestand.naam), sha256) or misnamed(
            contract, bestand, self._lading.codelijsten["gemeente"], today
        )
        if refusal is None and contract.layout.sidecar:
            sidecar = check_sidecar(bestand.pad, sha256)
            if not sidecar.aanwezig:
                reden = f"Het controlebestand {bestand.naam}.sha256 is er nog niet; de levering is nog niet volledig."
                self._wait(bestand, sha256, reden)
                return None
            refusal = Afgekeurd("controlebestand", sidecar.fout) if sidecar.fout else None
        log.info("%s: %s wordt gelezen", contract.sleutel, bestand.naam)
        judge = partial(judged, contract.op(bestand.peildatum), bestand, sha256, refusal, self._lading.raw)
        alone = len(self._bestanden) < SEVERAL or bestand.pad.stat().st_size > SMALL
        return _Begonnen(bestand, gezien, judge, None if alone else self._lading.keurmeesters.start(judge))

    def _finish(self, begonnen: _Begonnen) -> None:
        bestand, gezien = begonnen.bestand, begonnen.gezien
        try:
            ernaast = begonnen.ernaast
            gekeurd = ernaast.result() if ernaast is not None else begonnen.keur(self._lading.keurmeester)
            as_it_was = vingerafdruk(bestand.pad) == gezien.vingerafdruk
            if as_it_was:
                self._conclude(bestand, gezien, gekeurd)
            else:
                self._forget_raw(bestand, gezien.sha256)
                reden = f"{bestand.naam} veranderde terwijl het gelezen werd; de volgende lading leest het opnieuw."
                self._wait(bestand, gezien.sha256, reden)
        except Exception as error:  # noqa: BLE001 - the boundary: one broken delivery may not stop a load
            # Rows of a delivery that is not entered may not count, and nobody would ever take them away.
            self._forget_raw(bestand, gezien.sha256)
            self._failed(bestand, error)
        if self._pending.full:
            self._enter()

    def _conclude(self, bestand: Bestand, gezien: Gezien, gekeurd: Gekeurd) -> None:
        """Put together what was found, to be entered with the deliveries that are judged beside it."""
        keuring = gekeurd.keuring
        status: Status = "afgekeurd" if keuring.reden else "geladen"
        synthetisch = self._synthetisch or gekeurd.synthetisch
        levering = self._entries.levering(bestand, gezien.sha256, status, keuring, synthetisch=synthetisch)
        checks = [self._entries.check(levering, result) for result in keuring.resultaten]
        checks += [self._entries.remark(levering, self._contract, remark) for remark in gekeurd.opmerkingen]
        checks += [self._entries.check(levering, result) for result in self._unusual(levering, keuring)]
        oordeel = Oordeel(levering, checks, keuring.quarantaine, keuring.profiel, keuring.verschillen, gezien)
        self._pending.waiting.append(Beoordeeld(bestand, oordeel, keuring.verslagen))

    def _enter(self) -> None:
        entered, failed = self._pending.enter()
        for item in entered:
            self._uitslag.nieuw.append(item.oordeel.levering)
            self._uitslag.controles.extend(item.oordeel.controles)
        for item, error in failed:
            self._forget_raw(item.bestand, item.oordeel.levering.sha256)
            self._failed(item.bestand, error)

    def _failed(self, bestand: Bestand, error: Exception) -> None:
        check = self._entries.unexpected(self._contract, bestand, error)
        log.error("%s: %s", self._contract.sleutel, check.reden)
        self._uitslag.mislukt.append(bestand.naam)
        self._uitslag.controles.append(check)

    def _restore(self, bestand: Bestand, sha256: str) -> None:
        """Read a delivery again whose rows got lost. What the ledger says of it stays as it was."""
        sleutel = self._contract.sleutel
        log.warning("%s: de rijen van %s ontbreken in raw en worden opnieuw gelezen", sleutel, bestand.naam)
        contract = self._contract.op(bestand.peildatum)
        judged(contract, bestand, sha256, None, self._lading.raw, self._lading.keurmeester)

    def _unusual(self, levering: Levering, keuring: Keuring) -> list[Resultaat]:
        from expectations.plausibility import judge_and_remember

        if levering.status != "geladen" or not is_judged(self._contract):
            return []
        return judge_and_remember(self._contract.op(levering.peildatum), levering, keuring.profiel, self._history)

    def _forget_raw(self, bestand: Bestand, sha256: str) -> None:
        for tabel in self._contract.tabellen:
            path = raw_file(self._lading.raw, self._contract, tabel, bestand.levering_id(sha256))
            path.unlink(missing_ok=True)

    def _wait(self, bestand: Bestand, sha256: str, reden: str) -> None:
        from expectations.keuring import Keuring

        waiting = Keuring(reden=reden)
        levering = self._entries.levering(bestand, sha256, "wacht", waiting, synthetisch=self._synthetisch)
        self._ledger.wait(levering)
        self._uitslag.wacht.append(levering)
