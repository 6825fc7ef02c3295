"""Loading the deliveries of one feed: look, read, judge, remember.

Belongs here: what happens to one delivery from the landing to the ledger, in which order, and what is never done twice.
Does not belong here: when feeds are loaded, or in which process (orchestration).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from expectations.entries import Entries
from expectations.feed_uitslag import FeedUitslag
from expectations.history import Geschiedenis
from expectations.ledger import Ledger
from expectations.ledger_tables import Controleresultaat, Gezien, Levering, Oordeel, Status
from expectations.pending import Beoordeeld, Pending
from expectations.raw import clear_unentered, missing_raw, raw_file
from expectations.references import Referenties
from expectations.refusing import changed, misnamed, out_of_period
from expectations.rules import Codelijsten
from sources.contract_model import Contract
from sources.landing import Bestand, Onbekend, check_sidecar, sha256_of, vingerafdruk
from sources.plausibiliteit import is_judged
from sources.reading.opening import read_delivery
from sources.reading.result import Afgekeurd, Opmerking

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
        for bestand in self._bestanden:
            try:
                if self._lost and (sha256 := sha256_of(bestand.pad)) and bestand.levering_id(sha256) in self._lost:
                    self._restore(bestand, sha256)
                self._load(bestand)
            except Exception as error:  # noqa: BLE001 - the boundary: one broken delivery may not stop a load
                self._failed(bestand, error)
            if self._pending.full:
                self._enter()
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

    def _load(self, bestand: Bestand) -> None:
        looks = vingerafdruk(bestand.pad)
        seen = self._seen.get(bestand.naam)
        if seen is not None and seen[1] == looks:
            self._uitslag.ongewijzigd += 1
            return
        contract, sha256 = self._contract, sha256_of(bestand.pad)
        gezien = Gezien(contract.bron, bestand.naam, sha256, looks)
        if bestand.levering_id(sha256) in self._first_content:
            self._ledger.remember([gezien])
            self._uitslag.ongewijzigd += 1
            return
        today = self._lading.now().astimezone(LOCAL).date()
        refusal = changed(self._first_content.get(bestand.naam), sha256) or misnamed(
            contract, bestand, self._lading.codelijsten["gemeente"], today
        )
        if refusal is None and contract.layout.sidecar:
            sidecar = check_sidecar(bestand.pad, sha256)
            if not sidecar.aanwezig:
                reden = f"Het controlebestand {bestand.naam}.sha256 is er nog niet; de levering is nog niet volledig."
                self._wait(bestand, sha256, reden)
                return
            refusal = Afgekeurd("controlebestand", sidecar.fout) if sidecar.fout else None
        log.info("%s: %s wordt gelezen", contract.sleutel, bestand.naam)
        try:
            keuring, remarks, made_up = self._judge(bestand, sha256, refusal)
            as_it_was = vingerafdruk(bestand.pad) == looks
            if as_it_was:
                self._conclude(bestand, gezien, keuring, remarks, made_up=made_up)
        except Exception:
            # Rows of a delivery that is not entered may not count, and nobody would ever take them away.
            self._forget_raw(bestand, sha256)
            raise
        if not as_it_was:
            self._forget_raw(bestand, sha256)
            reden = f"{bestand.naam} veranderde terwijl het gelezen werd; de volgende lading leest het opnieuw."
            self._wait(bestand, sha256, reden)

    def _conclude(
        self, bestand: Bestand, gezien: Gezien, keuring: Keuring, remarks: Sequence[Opmerking], *, made_up: bool
    ) -> None:
        """Put together what was found, to be entered with the deliveries that are judged beside it."""
        status: Status = "afgekeurd" if keuring.reden else "geladen"
        synthetisch = self._synthetisch or made_up
        levering = self._entries.levering(bestand, gezien.sha256, status, keuring, synthetisch=synthetisch)
        checks = [self._entries.check(levering, result) for result in keuring.resultaten]
        checks += [self._entries.remark(levering, self._contract, remark) for remark in remarks]
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
        self._judge(bestand, sha256, None)

    def _judge(
        self, bestand: Bestand, sha256: str, refusal: Afgekeurd | None
    ) -> tuple[Keuring, tuple[Opmerking, ...], bool]:
        from expectations.keuring import Keuring
        from expectations.whole_delivery import file_check

        contract, keurmeester = self._contract.op(bestand.peildatum), self._lading.keurmeester
        if refusal is None:
            try:
                inhoud = read_delivery(contract, bestand)
                keuring = keurmeester.keur(contract, bestand, inhoud, bestand.levering_id(sha256), self._lading.raw)
                return keuring, inhoud.opmerkingen + out_of_period(contract, bestand), inhoud.synthetisch
            except Afgekeurd as fault:
                refusal = fault
        rejected = file_check(contract, refusal)
        found = Keuring(resultaten=[rejected], reden=rejected.controle.reden, verschillen=list(refusal.verschillen))
        return found, (), False

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
