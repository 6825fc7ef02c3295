"""What is written in the ledger, as values: a delivery, a check result, and what lies beside the deliveries.

Belongs here: putting rows of the ledger together, and the sentences that only they need. Does not belong here: writing
them (`expectations.ledger`) or deciding what happens to a delivery (`expectations.loading`).
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.ledger_tables import Controleresultaat, Levering, Status
from expectations.telling import sentence
from sources.contract_model import Contract, Ernst
from sources.landing import Bestand, Onbekend, ontvangen_op
from sources.machine_faults import fault_of
from sources.reading.result import Opmerking

if TYPE_CHECKING:
    from expectations.keuring import Keuring
    from expectations.resultaat import Resultaat


@dataclass(frozen=True)
class Entries:
    """The rows of one run; `now` is its clock."""

    run_id: str
    now: Callable[[], datetime]

    def levering(
        self, bestand: Bestand, sha256: str, status: Status, keuring: Keuring, *, synthetisch: bool
    ) -> Levering:
        """A delivery and what became of it."""
        return Levering(
            levering_id=bestand.levering_id(sha256),
            bron=bestand.bron,
            feed=bestand.feed,
            gemeente_code=bestand.gemeente_code,
            peildatum=bestand.peildatum,
            volgnummer=bestand.volgnummer,
            bestandsnaam=bestand.naam,
            sha256=sha256,
            ontvangen_op=ontvangen_op(bestand.pad, self.now()),
            status=status,
            reden=_advice(status, keuring.reden) or _empty(status, keuring),
            rijen_gelezen=keuring.rijen_gelezen,
            rijen_geladen=keuring.rijen_geladen,
            rijen_quarantaine=keuring.rijen_quarantaine,
            run_id=self.run_id,
            synthetisch=synthetisch,
        )

    def check(self, levering: Levering, result: Resultaat) -> Controleresultaat:
        """What one check says of a delivery."""
        check = result.controle
        return Controleresultaat(
            run_id=self.run_id,
            controle_id=check.controle_id,
            levering_id=levering.levering_id,
            bron=levering.bron,
            feed=levering.feed,
            object=check.tabel,
            kolom=check.kolom,
            regel=check.regel,
            ernst=result.ernst,
            geslaagd=result.geslaagd,
            aantal=result.aantal,
            aantal_fout=result.aantal_fout,
            uitgevoerd_op=self._moment(),
            reden=None if result.geslaagd else check.reden,
        )

    def remark(self, levering: Levering, contract: Contract, remark: Opmerking) -> Controleresultaat:
        """Something about the file as a whole that is worth a look."""
        place = f"{contract.bron}.{contract.feed}.bestand.{remark.regel}"
        return self._single(place, Ernst.WAARSCHUWING, sentence(remark.reden), contract, levering.levering_id)

    def unknown_file(self, item: Onbekend) -> Controleresultaat:
        """Something in the landing that is no delivery, or a folder of it that cannot be read."""
        if item.onleesbaar:
            return self._single("landing.map.leesbaar", Ernst.FATAAL, f"{item.pad}: {item.reden}")
        reden = f"{item.pad}: {item.reden}; het bestand is niet gelezen."
        return self._single("landing.bestand.onbekend", Ernst.WAARSCHUWING, reden)

    def harvest(self, contract: Contract, reden: str | None) -> Controleresultaat:
        """Whether an API answered; `reden` is None when it did."""
        return self._single(f"{contract.bron}.{contract.feed}.oogst.bereikbaar", Ernst.FATAAL, reden, contract)

    def unexpected(self, contract: Contract, bestand: Bestand, error: Exception) -> Controleresultaat:
        """An error of ours or of the machine, not of the source. Its text may quote a row, so only its kind and place
        are told."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        reden = fault_of(error) or (
            f"onverwachte fout {type(error).__name__} "
            f"({Path(place.filename).name}, regel {place.lineno}); meld dit aan de beheerder."
        )
        reden = f"{bestand.naam}: {reden}"
        return self._single(f"{contract.bron}.{contract.feed}.bestand.onverwachte_fout", Ernst.FATAAL, reden, contract)

    def _single(
        self,
        controle_id: str,
        ernst: Ernst,
        reden: str | None,
        contract: Contract | None = None,
        levering_id: str | None = None,
    ) -> Controleresultaat:
        """A check of one thing, which failed when there is a reason."""
        return Controleresultaat(
            run_id=self.run_id,
            controle_id=controle_id,
            levering_id=levering_id,
            bron=contract.bron if contract else None,
            feed=contract.feed if contract else None,
            object=contract.tabellen[0].naam if contract else None,
            kolom=None,
            regel=controle_id.rsplit(".", 1)[-1],
            ernst=ernst,
            geslaagd=reden is None,
            aantal=1,
            aantal_fout=0 if reden is None else 1,
            uitgevoerd_op=self._moment(),
            reden=reden,
        )

    def _moment(self) -> datetime:
        return self.now().astimezone(UTC).replace(tzinfo=None)


_SAYS_HOW = ("volgnummer", "bestandsnaam", "geoogst", "beheerder")
"""A reason with one of these says itself what is next: another name, another harvest, or that we must look at it."""


def _advice(status: Status, reden: str | None) -> str | None:
    """The reason, and for a rejected delivery how to come again: under its own name it can never be mended."""
    if status != "afgekeurd" or reden is None or any(word in reden for word in _SAYS_HOW):
        return reden
    return f"{reden} Een verbeterd bestand krijgt een hoger volgnummer."


def _empty(status: Status, keuring: Keuring) -> str | None:
    return "Lege levering: nul records." if status == "geladen" and keuring.rijen_gelezen == 0 else None
