"""Re-integratievoorzieningen as rows: one table that several domains fill.

Belongs here: the columns and how tables are put together. Does not belong here: who gets what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.verloop import Perioden, samen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.demo.tijd import IntArray, TextArray

GEEN = -1
"""No number: the cell stays empty."""


@dataclass(frozen=True)
class Inzet:
    """Columns of voorzieningen; hours and loonwaarde in tenths, GEEN where the source leaves them empty."""

    perioden: Perioden
    huishouden: IntArray
    bsn: TextArray
    soort: TextArray
    uren_tiende: IntArray
    loonwaarde_tiende: IntArray
    werkgever: TextArray

    def __len__(self) -> int:
        return len(self.perioden)

    def kies(self, welke: IntArray) -> Inzet:
        """The chosen rows."""
        return Inzet(
            self.perioden.kies(welke),
            self.huishouden[welke],
            self.bsn[welke],
            self.soort[welke],
            self.uren_tiende[welke],
            self.loonwaarde_tiende[welke],
            self.werkgever[welke],
        )


def inzet(
    perioden: Perioden,
    huishouden: IntArray,
    bsn: TextArray,
    soort: str | TextArray,
    *,
    uren_tiende: IntArray | int = GEEN,
    loonwaarde_tiende: IntArray | int = GEEN,
    werkgever: str = "",
) -> Inzet:
    """Rows of which some columns hold the same everywhere."""
    n = len(perioden)
    return Inzet(
        perioden,
        huishouden,
        bsn,
        np.full(n, soort, dtype=object) if isinstance(soort, str) else soort,
        np.broadcast_to(np.asarray(uren_tiende, dtype=np.int64), n),
        np.broadcast_to(np.asarray(loonwaarde_tiende, dtype=np.int64), n),
        np.full(n, werkgever, dtype=object),
    )


def alle_inzet(delen: Sequence[Inzet]) -> Inzet:
    """All rows, in order of their start."""
    alles = Inzet(
        samen([d.perioden for d in delen]),
        np.concatenate([d.huishouden for d in delen]),
        np.concatenate([d.bsn for d in delen]),
        np.concatenate([d.soort for d in delen]),
        np.concatenate([d.uren_tiende for d in delen]),
        np.concatenate([d.loonwaarde_tiende for d in delen]),
        np.concatenate([d.werkgever for d in delen]),
    )
    return alles.kies(np.argsort(alles.perioden.start, kind="stable"))
