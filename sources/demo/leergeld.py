"""Stichting Leergeld: which children were helped in which year.

Belongs here: the children, and in which income group they were. Does not belong here: Leergeld's layout
(`sources.leergeld.demo`), nor how many children could have been helped, which CBS states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.personen import stroom
from sources.demo.tijd import JAREN, IntArray, TextArray, dag

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.doelcijfers import Doelcijfers

_BLIJFT = 0.76
_VAN, _TOT = 4, 17
_JAAR = 365.25


@dataclass(frozen=True)
class GeholpenKinderen:
    """Those who were helped in one year: number, day of birth, income group, and the day of the first help in the
    year."""

    nummer: IntArray
    geboren: IntArray
    inkomensgroep: TextArray
    eerste_verstrekking: IntArray


def maak_leergeld(doelen: Doelcijfers) -> dict[int, GeholpenKinderen]:
    """By year the children who meet the target figures; most of them return until they are eighteen."""
    rng = stroom(24)
    nummer, geboren = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    uitgegeven = 0
    jaren = {}
    for jaar in JAREN:
        aantal = doelen.aantal("leergeld_kinderen", jaar)
        # From 2023 on, Leergeld also helps children in households between 120% and 130% of the social minimum.
        boven_120 = aantal - doelen.aantal("leergeld_kinderen", jaar, "tot120")
        minderjarig = np.flatnonzero(geboren >= dag(jaar - _TOT, 1, 1))
        blijvend = np.sort(rng.choice(minderjarig, int(_BLIJFT * len(minderjarig)), replace=False))
        nieuw = aantal - len(blijvend)
        nummer = np.concatenate([nummer[blijvend], np.arange(uitgegeven + 1, uitgegeven + nieuw + 1)])
        geboren = np.concatenate([geboren[blijvend], _geboren(rng, jaar, nieuw)])
        uitgegeven += nieuw
        groep = np.full(aantal, "tot120", dtype=object)
        groep[rng.choice(aantal, boven_120, replace=False)] = "tot130"
        verstrekt = rng.integers(dag(jaar, 1, 2), dag(jaar, 12, 30), aantal, endpoint=True)
        jaren[jaar] = GeholpenKinderen(nummer, geboren, groep, verstrekt)
    return jaren


def _geboren(rng: Generator, jaar: int, aantal: int) -> IntArray:
    """Birthdays of children who are four or older, and seventeen at most, all through the year."""
    leeftijd = rng.uniform(_VAN, _TOT, aantal) * _JAAR
    return dag(jaar, 1, 1) - leeftijd.astype(np.int64)
