"""Vrouwenopvang: who stayed with Kadera, in what kind of place, from when until when.

Belongs here: the stays, and the two short and two long ones that the documents tell about. Does not belong here:
Kadera's layout (`sources.kadera.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.personen import stroom
from sources.demo.tijd import JAREN, OPEN, IntArray, TextArray, dag
from sources.demo.verloop import Perioden

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.doelcijfers import Doelcijfers

HALVERWEGE = (2023, 6, 30)
"""A delivery of Kadera lies between those of the year-ends: the budget of 2024 was written from it."""

# Printed in the budget of 2024: the mean of those who had left halfway 2023. How many they were was not printed.
_GEMIDDELD_HALVERWEGE = 220
_VERTROKKEN_HALVERWEGE = 6

# Durations that the documents tell about: two short stays in 2022 (printed), and two of some two years in 2024.
_BIJZONDER = {2022: (63, 64), 2024: (728, 741)}
_SPREIDING = 0.22

# In one year somebody came back: her two stays count as one duration.
_TERUGKEER = 2021
_TWEEDE_VERBLIJF = 30
_TUSSENTIJD = 10

_NOODBED_PER_JAAR = 44
_VIA_NOODBED = 0.5
_SAFEHOUSE_PER_JAAR = 8
_NOG_IN_ZORG = 7


@dataclass(frozen=True)
class Vrouwenopvang:
    """Stays: whose (a number), in what form, and their first and last day; a night begins on each day but the last."""

    client: IntArray
    vorm: TextArray
    perioden: Perioden


class _Verblijven:
    """Stays while they are being made up."""

    def __init__(self) -> None:
        self.rijen: list[tuple[int, str, int, int]] = []
        self._laatste = 0

    def nieuwe_client(self) -> int:
        self._laatste += 1
        return self._laatste

    def voeg_toe(self, client: int, vorm: str, start: int, einde: int) -> None:
        self.rijen.append((client, vorm, start, einde))


def maak_vrouwenopvang(doelen: Doelcijfers) -> Vrouwenopvang:
    """Stays that meet the target figures for the duration of intensive care."""
    rng = stroom(23)
    verblijven = _Verblijven()
    for jaar in JAREN:
        _intensief(rng, verblijven, jaar, _duren(rng, doelen, jaar))
        _kort(rng, verblijven, jaar)
    for start in rng.integers(dag(JAREN[-1], 5, 1), dag(JAREN[-1], 12, 15), _NOG_IN_ZORG).tolist():
        verblijven.voeg_toe(verblijven.nieuwe_client(), "Intensief", start, OPEN)
    rijen = sorted(verblijven.rijen, key=lambda rij: (rij[2], rij[0]))
    client, vorm, start, einde = zip(*rijen, strict=True)
    return Vrouwenopvang(
        client=np.array(client),
        vorm=np.array(vorm, dtype=object),
        perioden=Perioden(np.array(start), np.array(einde)),
    )


def _duren(rng: Generator, doelen: Doelcijfers, jaar: int) -> list[int]:
    """The days of those who leave in the year, one number a person; who leaves in the first half comes first."""
    aantal = doelen.aantal("vo_verblijfsduur", jaar, maat="noemer")
    totaal = doelen.aantal("vo_verblijfsduur", jaar) * aantal
    if jaar == HALVERWEGE[0]:
        eerste = _met_som(rng, _VERTROKKEN_HALVERWEGE, _VERTROKKEN_HALVERWEGE * _GEMIDDELD_HALVERWEGE)
        return eerste + _met_som(rng, aantal - len(eerste), totaal - sum(eerste))
    bijzonder = _BIJZONDER.get(jaar, ())
    return [*bijzonder, *_met_som(rng, aantal - len(bijzonder), totaal - sum(bijzonder))]


def _met_som(rng: Generator, aantal: int, som: int) -> list[int]:
    """So many durations around their mean that add up exactly."""
    gemiddeld = som / aantal
    duren = np.round(rng.normal(gemiddeld, _SPREIDING * gemiddeld, aantal)).astype(np.int64)
    tekort = som - int(duren.sum())
    duren += tekort // aantal
    duren[: tekort % aantal] += 1
    return [int(duur) for duur in duren]


def _intensief(rng: Generator, verblijven: _Verblijven, jaar: int, duren: list[int]) -> None:
    for volgorde, duur in enumerate(duren):
        client = verblijven.nieuwe_client()
        einde = _vertrekdag(rng, jaar, volgorde)
        start = einde - duur
        if jaar == _TERUGKEER and volgorde == 0:
            tweede = einde - _TWEEDE_VERBLIJF
            verblijven.voeg_toe(client, "Intensief", tweede, einde)
            einde = tweede - _TUSSENTIJD
            start = einde - (duur - _TWEEDE_VERBLIJF)
        verblijven.voeg_toe(client, "Intensief", start, einde)
        if rng.random() < _VIA_NOODBED:
            verblijven.voeg_toe(client, "Noodbed", start - int(rng.integers(1, 4)), start)


def _vertrekdag(rng: Generator, jaar: int, volgorde: int) -> int:
    if jaar == HALVERWEGE[0]:
        eerste_helft = volgorde < _VERTROKKEN_HALVERWEGE
        van, tot = (dag(jaar, 1, 8), dag(*HALVERWEGE)) if eerste_helft else (dag(jaar, 7, 1), dag(jaar, 12, 20))
    else:
        van, tot = dag(jaar, 3, 1), dag(jaar, 12, 20)
    return int(rng.integers(van, tot, endpoint=True))


def _kort(rng: Generator, verblijven: _Verblijven, jaar: int) -> None:
    """Who stays a few nights, or in a safehouse: neither counts for the indicator."""
    for start in rng.integers(dag(jaar, 1, 2), dag(jaar, 12, 28), _NOODBED_PER_JAAR).tolist():
        verblijven.voeg_toe(verblijven.nieuwe_client(), "Noodbed", start, start + int(rng.integers(1, 4)))
    for start in rng.integers(dag(jaar, 1, 2), dag(jaar, 9, 1), _SAFEHOUSE_PER_JAAR).tolist():
        verblijven.voeg_toe(verblijven.nieuwe_client(), "Safehouse", start, start + int(rng.integers(20, 110)))
