"""One delivery from its file to what was found in it.

Belongs here: reading it in the layout of its contract and having it judged, and that a file that cannot be read is a
delivery that is rejected. Needs nothing of the ledger, so deliveries can be judged beside each other. Does not belong
here: judging rows (`expectations.keuring`), and what is remembered of it (`expectations.loading`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.refusing import out_of_period
from sources.contract_model import Contract
from sources.landing import Bestand
from sources.reading.opening import read_delivery
from sources.reading.result import Afgekeurd, Opmerking

if TYPE_CHECKING:
    from expectations.keuring import Keuring, Keurmeester


@dataclass(frozen=True)
class Gekeurd:
    """What was found in a delivery. `synthetisch`: the file itself says that it was made up."""

    keuring: Keuring
    opmerkingen: tuple[Opmerking, ...] = ()
    synthetisch: bool = False


def judged(
    contract: Contract, bestand: Bestand, sha256: str, refusal: Afgekeurd | None, raw: Path, keurmeester: Keurmeester
) -> Gekeurd:
    """Read and judge a delivery under its contract at its peildatum; the sound rows of a sound one are written to raw.
    `refusal` is what speaks against it before it is read; then it is not read."""
    from expectations.keuring import Keuring
    from expectations.whole_delivery import file_check

    if refusal is None:
        try:
            inhoud = read_delivery(contract, bestand)
            keuring = keurmeester.keur(contract, bestand, inhoud, bestand.levering_id(sha256), raw)
            return Gekeurd(keuring, inhoud.opmerkingen + out_of_period(contract, bestand), inhoud.synthetisch)
        except Afgekeurd as fault:
            refusal = fault
    rejected = file_check(contract, refusal)
    found = Keuring(resultaten=[rejected], reden=rejected.controle.reden, verschillen=list(refusal.verschillen))
    return Gekeurd(found)
