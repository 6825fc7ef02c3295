"""The demo extracts of Stichting Leergeld, in Leergeld's layout.

Belongs here: columns and notation. Does not belong here: who was helped (`sources.demo.leergeld`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sources.demo.levering import Levering, nummers, per_jaar, regels
from sources.demo.tijd import tekst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.demo.wereld import Wereld

LEVERINGEN: tuple[Levering, ...] = tuple(per_jaar("leergeld", "kinderen", "csv", 22))

_KOP = "kindnummer;geboortedatum;jaar;inkomensgroep;eerste_verstrekking"


def extracten(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All deliveries of Leergeld with their content."""
    for levering in LEVERINGEN:
        kinderen = wereld.leergeld[levering.jaar]
        kolommen = [
            nummers("L", kinderen.nummer),
            tekst(kinderen.geboren, "jjjj-mm-dd"),
            np.full(len(kinderen.nummer), str(levering.jaar), dtype=object),
            kinderen.inkomensgroep,
            tekst(kinderen.eerste_verstrekking, "jjjj-mm-dd"),
        ]
        yield levering, "\n".join([_KOP, *regels(kolommen, ";"), ""]).encode()
