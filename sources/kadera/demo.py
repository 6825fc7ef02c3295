"""The demo extracts of Kadera, in Kadera's layout.

Belongs here: the sheet, its title and header. Does not belong here: who stayed (`sources.demo.vrouwenopvang`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.levering import Levering, per_jaar
from sources.demo.tijd import als_datum, dag
from sources.demo.vrouwenopvang import HALVERWEGE
from sources.demo.werkmap import Cel, werkmap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sources.demo.wereld import Wereld

LEVERINGEN: tuple[Levering, ...] = tuple(
    sorted(
        [
            *per_jaar("kadera", "verblijf", "xlsx", 21),
            Levering("kadera", "verblijf", date(*HALVERWEGE), "xlsx", 21),
        ],
        key=lambda levering: levering.peildatum,
    )
)

_KOP = ("Cliënt", "Vorm", "Instroom", "Uitstroom")
_EERSTE_CLIENT = 3100


def extracten(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All deliveries of Kadera with their content: who stayed in the year up to the peildatum, and who had left by
    then."""
    for levering in LEVERINGEN:
        yield levering, werkmap([("Cliënten", _blad(wereld, levering))], levering.aankomst)


def _blad(wereld: Wereld, levering: Levering) -> Iterator[Sequence[Cel]]:
    opvang = wereld.vrouwenopvang
    peildatum = levering.peildatum
    tot = dag(peildatum.year, peildatum.month, peildatum.day)
    rijen = np.flatnonzero(opvang.perioden.actief_tussen(dag(peildatum.year, 1, 1), tot))
    einde = opvang.perioden.einde_bekend_op(tot)
    yield [f"Kadera, vrouwenopvang Twente - verblijf tot en met {peildatum:%d-%m-%Y}"]
    yield _KOP
    for rij in rijen.tolist():
        yield [
            _EERSTE_CLIENT + int(opvang.client[rij]),
            str(opvang.vorm[rij]),
            als_datum(int(opvang.perioden.start[rij])),
            als_datum(int(einde[rij])),
        ]
