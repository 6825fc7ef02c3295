"""Loading the deliveries of one feed: look, read, judge, remember.

Belongs here: what happens to one delivery from the landing to the ledger, in which order, and what is never done twice.
Does not belong here: when feeds are loaded, or in which process (orchestration).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.entries import Entries
from expectations.history import history_of
from expectations.ledger import Ledger
from expectations.ledger_tables import Controleresultaat, Levering, Status
from expectations.profile import as_table
from expectations.raw import missing_raw, raw_file
from expectations.references import Referenties
from expectations.rules import Codelijsten
from sources.contract_model import Contract
from sources.landing import Bestand, Onbekend, Vingerafdruk, check_sidecar, sha256_of, vingerafdruk
from sources.plausibiliteit import is_judged
from sources.reading.opening import read_delivery
from sources.reading.result import Afgekeurd, Opmerking

if TYPE_CHECKING:
    from expectations.gx_suite import Resultaat
    from expectations.keuring import Keuring, Keurmeester

log = logging.getLogger("dwh.laden")


@dataclass
class FeedUitslag:
    """What one load did with one feed."""

    contract: Contract
    nieuw: list[Levering] = field(default_factory=list)
    wacht: list[Levering] = field(default_factory=list)
    controles: list[Controleresultaat] = field(default_factory=list)
    ongewijzigd: int = 0
    mislukt: list[str] = field(default_factory=list)

    @property
    def afgekeurd(self) -> list[Levering]:
        return [levering for levering in self.nieuw if levering.status == "afgekeurd"]

    @property
    def geladen(self) -> list[Levering]:
        return [levering for levering in self.nieuw if levering.status == "geladen"]


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

    def load_feed(self, contract: Contract, bestanden: Iterable[Bestand], synthetisch: bool) -> FeedUitslag:
        """Load what is new of one feed. A fault in one delivery never stops the next."""
        uitslag = FeedUitslag(contract)
        lost = missing_raw(self.raw, contract, self.ledger)
        seen = self.ledger.seen(contract.bron)
        for bestand in bestanden:
            try:
                if lost and (sha256 := sha256_of(bestand.pad)) and bestand.levering_id(sha256) in lost:
                    self._restore(contract, bestand, sha256)
                self._load(contract, bestand, synthetisch, seen, uitslag)
            except Exception as error:  # noqa: BLE001 - the boundary: one broken delivery may not stop a load
                check = self.entries.unexpected(contract, bestand, error)
                log.error("%s: %s", contract.sleutel, check.reden)
                uitslag.mislukt.append(bestand.naam)
                uitslag.controles.append(check)
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

    def _load(
        self,
        contract: Contract,
        bestand: Bestand,
        synthetisch: bool,
        seen: Mapping[str, tuple[str, Vingerafdruk]],
        uitslag: FeedUitslag,
    ) -> None:
        looks = vingerafdruk(bestand.pad)
        if bestand.naam in seen and seen[bestand.naam][1] == looks:
            uitslag.ongewijzigd += 1
            return
        sha256 = sha256_of(bestand.pad)
        if self.ledger.known(bestand.levering_id(sha256)):
            self.ledger.remember(contract.bron, bestand.naam, sha256, looks)
            uitslag.ongewijzigd += 1
            return
        refusal = self._refuse_unread(contract, bestand, sha256)
        if refusal is None and contract.layout.sidecar:
            sidecar = check_sidecar(bestand.pad, sha256)
            if not sidecar.aanwezig:
                reden = f"Het controlebestand {bestand.naam}.sha256 is er nog niet; de levering is nog niet volledig."
                self._wait(bestand, sha256, synthetisch, uitslag, reden)
                return
            refusal = Afgekeurd("controlebestand", sidecar.fout) if sidecar.fout else None
        log.info("%s: %s wordt gelezen", contract.sleutel, bestand.naam)
        keuring, remarks, made_up = self._judge(contract, bestand, sha256, refusal)
        if vingerafdruk(bestand.pad) != looks:
            self._forget_raw(contract, bestand, sha256)
            reden = f"{bestand.naam} veranderde terwijl het gelezen werd; de volgende lading leest het opnieuw."
            self._wait(bestand, sha256, synthetisch, uitslag, reden)
            return
        status: Status = "afgekeurd" if keuring.reden else "geladen"
        levering = self.entries.levering(bestand, sha256, status, keuring, synthetisch=synthetisch or made_up)
        checks = [self.entries.check(levering, result) for result in keuring.resultaten]
        checks += [self.entries.remark(levering, contract, remark) for remark in remarks]
        checks += [self.entries.check(levering, result) for result in self._unusual(contract, levering, keuring)]
        self.ledger.record(
            levering, checks, keuring.quarantaine, verschillen=keuring.verschillen, profiel=[as_table(keuring.profiel)]
        )
        self.ledger.remember(contract.bron, bestand.naam, sha256, looks)
        self._keep_reports(levering, keuring)
        uitslag.nieuw.append(levering)
        uitslag.controles.extend(checks)

    def _restore(self, contract: Contract, bestand: Bestand, sha256: str) -> None:
        """Read a delivery again whose rows got lost. What the ledger says of it stays as it was."""
        log.warning("%s: de rijen van %s ontbreken in raw en worden opnieuw gelezen", contract.sleutel, bestand.naam)
        self._judge(contract, bestand, sha256, None)

    def _refuse_unread(self, contract: Contract, bestand: Bestand, sha256: str) -> Afgekeurd | None:
        """What can be said against a delivery before anything in it is read."""
        first = self.ledger.first_content(contract.bron, bestand.naam)
        if first is not None and first != sha256:
            return Afgekeurd(
                "gewijzigd",
                "een bestand met deze naam is al geleverd met een andere inhoud, en een levering verandert niet; "
                "lever de correctie met een hoger volgnummer. De eerdere levering blijft staan",
            )
        if contract.odata is None and bestand.peildatum > self.now().date():
            return Afgekeurd(
                "toekomst",
                f"de peildatum {bestand.peildatum} in de bestandsnaam moet nog komen; verbeter de bestandsnaam",
            )
        if contract.gebied_code is not None and bestand.gemeente_code != contract.gebied_code:
            return Afgekeurd(
                "gebied",
                f"een bestand van {contract.sleutel} gaat over meer dan een gemeente en zijn naam begint met "
                f"{contract.gebied_code}, niet met {bestand.gemeente_code}; verbeter de bestandsnaam",
            )
        about_one = contract.odata is None and contract.gebied_code is None
        if about_one and bestand.gemeente_code not in self.codelijsten["gemeente"]:
            return Afgekeurd(
                "gemeente",
                f"{bestand.gemeente_code} is geen Nederlandse gemeente (dim_gemeente); verbeter de bestandsnaam",
            )
        return None

    def _judge(
        self, contract: Contract, bestand: Bestand, sha256: str, refusal: Afgekeurd | None
    ) -> tuple[Keuring, tuple[Opmerking, ...], bool]:
        from expectations.keuring import Keuring
        from expectations.whole_delivery import file_check

        contract = contract.op(bestand.peildatum)
        if refusal is None:
            try:
                inhoud = read_delivery(contract, bestand)
                keuring = self.keurmeester.keur(contract, bestand, inhoud, bestand.levering_id(sha256), self.raw)
                return keuring, inhoud.opmerkingen + _out_of_period(contract, bestand), inhoud.synthetisch
            except Afgekeurd as fault:
                refusal = fault
        rejected = file_check(contract, refusal)
        found = Keuring(resultaten=[rejected], reden=rejected.controle.reden, verschillen=list(refusal.verschillen))
        return found, (), False

    def _unusual(self, contract: Contract, levering: Levering, keuring: Keuring) -> list[Resultaat]:
        """What a loaded delivery looks like beside the ones before it."""
        from expectations.plausibility import Geleverd, judge
        from expectations.remeasuring import measure_what_was_not

        if levering.status != "geladen" or not is_judged(contract):
            return []
        measure_what_was_not(self.ledger, self.raw, contract, levering)
        contract = contract.op(levering.peildatum)
        naam = f"{levering.bron}/{levering.bestandsnaam}"
        history = history_of(self.ledger, levering)
        return judge(contract, Geleverd(naam, levering.peildatum, levering.volgnummer), keuring.profiel, history)

    def _forget_raw(self, contract: Contract, bestand: Bestand, sha256: str) -> None:
        for tabel in contract.tabellen:
            raw_file(self.raw, contract, tabel, bestand.levering_id(sha256)).unlink(missing_ok=True)

    def _wait(self, bestand: Bestand, sha256: str, synthetisch: bool, uitslag: FeedUitslag, reden: str) -> None:
        from expectations.keuring import Keuring

        levering = self.entries.levering(bestand, sha256, "wacht", Keuring(reden=reden), synthetisch=synthetisch)
        self.ledger.wait(levering)
        uitslag.wacht.append(levering)

    def _keep_reports(self, levering: Levering, keuring: Keuring) -> None:
        self.verslagen.mkdir(parents=True, exist_ok=True)
        for report in keuring.verslagen:
            path = self.verslagen / f"{levering.levering_id}.{report['suite_name']}.json"
            path.write_text(json.dumps(report, default=str), encoding="utf-8")


def _out_of_period(contract: Contract, bestand: Bestand) -> tuple[Opmerking, ...]:
    first, last = contract.peildatum_vanaf, contract.peildatum_tot_en_met
    if (first and bestand.peildatum < first) or (last and bestand.peildatum > last):
        span = " ".join(p for p in (f"vanaf {first}" if first else "", f"tot en met {last}" if last else "") if p)
        return (
            Opmerking(
                "peildatum",
                f"volgens het contract levert {contract.sleutel} peildatums {span}; de levering is wel geladen",
            ),
        )
    return ()
