"""The demo extract of PGaX CIMOT, in CIMOT's layout.

Belongs here: columns, notation and the last line of CIMOT's export. Does not belong here: what happened
(`sources.demo.opvang`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sources.demo.levering import Levering, nummers, per_jaar, regels
from sources.demo.opvang import GEMEENTEN
from sources.demo.personen import stroom
from sources.demo.tijd import OPEN, dag, tekst
from sources.demo.verloop import samen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.demo.wereld import Wereld

LEVERINGEN: tuple[Levering, ...] = tuple(per_jaar("cimot", "trajecten", "txt", 20, jaren=[2024]))

_KOP = "trajectnummer|client_id|bsn|soort|gemeente_herkomst|begin|eind|uitstroom"
_UITSTROOM = np.array(
    ["zelfstandig wonen", "andere instelling", "familie", "onbekend", "klinische opname"], dtype=object
)


def extracten(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """The delivery of CIMOT with its content: who was in VIS2 is here under a new number, with the same BSN."""
    opvang = wereld.opvang
    rng = stroom(16)
    beide = (opvang.beschermd, opvang.maatschappelijk)
    perioden = samen([v.perioden for v in beide])
    client = np.concatenate([v.client for v in beide])
    soort = np.concatenate(
        [np.where(opvang.beschermd.wacht, "BW_WACHT", "BW"), np.full(len(opvang.maatschappelijk.client), "MO")]
    ).astype(object)
    nieuw_nummer = nummers("K", rng.permutation(len(opvang.bsn)) + 1)
    gemeente = np.array([code for code, _ in GEMEENTEN], dtype=object)[opvang.herkomst]
    uitstroom = _UITSTROOM[rng.integers(0, len(_UITSTROOM), len(client))]
    for levering in LEVERINGEN:
        in_levering = np.flatnonzero(perioden.in_levering(levering.jaar))
        rijen = in_levering[np.argsort(perioden.start[in_levering], kind="stable")]
        einde = perioden.einde_bekend_op(dag(levering.jaar, 12, 31))
        kolommen = [
            nieuw_nummer[client],
            opvang.bsn[client],
            soort,
            gemeente[client],
            tekst(perioden.start, "jjjjmmdd"),
            tekst(einde, "jjjjmmdd"),
            np.where((einde == OPEN) | (soort == "BW_WACHT"), "", uitstroom),
        ]
        inhoud = regels([nummers("T", np.arange(1, len(rijen) + 1)), *(k[rijen] for k in kolommen)], "|")
        yield levering, "\n".join([_KOP, *inhoud, f"EOF|{len(inhoud)}", ""]).encode()
