"""Jeugdbescherming and jeugdreclassering: what the judge ordered.

Belongs here: the types of maatregel and how one goes over into another. Does not belong here: which children they are
for (`sources.demo.jeugd`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.verloop import Perioden, samen

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.regie import Voorzieningen
    from sources.demo.tijd import IntArray, TextArray

_VOTS_DAGEN = 91


@dataclass(frozen=True)
class Maatregelen:
    """Rows of maatregelen; `client` as in the table of clients of jeugd."""

    perioden: Perioden
    client: IntArray
    type_maatregel: TextArray


def maak_maatregelen(
    rng: Generator, bescherming: Perioden, beschermd: IntArray, reclassering: Perioden, gereclasseerd: IntArray
) -> Maatregelen:
    """One maatregel per child of either list. A voorlopige ondertoezichtstelling (12) goes over into an
    ondertoezichtstelling (11):
    two records, one child.
    """
    n = len(bescherming)
    soort = np.array(["11", "21", "23", "22"], dtype=object)[rng.choice(4, n, p=[0.80, 0.16, 0.02, 0.02])]
    lang = bescherming.einde - bescherming.start > 2 * _VOTS_DAGEN
    voorlopig = (soort == "11") & lang & (rng.random(n) < 0.15)
    over = bescherming.start + _VOTS_DAGEN
    typen_jr = np.array(["41", "42", "50", "51", "61", "62", "63"], dtype=object)
    return Maatregelen(
        samen(
            [
                Perioden(np.where(voorlopig, over, bescherming.start), bescherming.einde),
                Perioden(bescherming.start[voorlopig], over[voorlopig] - 1),
                reclassering,
            ]
        ),
        np.concatenate([beschermd, beschermd[voorlopig], gereclasseerd]),
        np.concatenate(
            [
                soort,
                np.full(int(voorlopig.sum()), "12", dtype=object),
                typen_jr[rng.choice(7, len(reclassering), p=[0.44, 0.33, 0.05, 0.05, 0.04, 0.06, 0.03])],
            ]
        ),
    )


def met_onbekenden(maatregelen: Maatregelen, onbekend: Voorzieningen) -> Maatregelen:
    """Some children without a known BSN have a maatregel too; nobody counts them as persons."""
    welke = slice(0, None, 6)
    perioden = Perioden(onbekend.perioden.start[welke], onbekend.perioden.einde[welke])
    typen = np.full(len(perioden), "11", dtype=object)
    return Maatregelen(
        samen([maatregelen.perioden, perioden]),
        np.concatenate([maatregelen.client, onbekend.client[welke]]),
        np.concatenate([maatregelen.type_maatregel, typen]),
    )
