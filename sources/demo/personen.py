"""Made-up persons: numbers that nobody has, birthdays, addresses by postcode.

Belongs here: who. Every BSN begins with 99, passes the 11-proef and is given to one person only. Does not belong here:
what they receive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.tijd import EIND, IntArray, TextArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

BSN_ONBEKEND = "999999999"
BSN_ONGEBOREN = "000000000"
ZAAD = 153
"""The demo's seed; every domain draws from its own stream, so that a change in one leaves the others as they were."""

_GEWICHTEN = np.array([9, 8, 7, 6, 5, 4, 3, 2])
_VOORRAAD = 120_000
_LETTERS = [a + b for a in "ABCDEGHJKLMNPRSTVWXZ" for b in "ABCDEGHJKLMNPRSTVWXZ"]


@dataclass(frozen=True)
class Personen:
    """Columns of persons: BSN, day of birth, geslacht (V/M/O), postcode."""

    bsn: TextArray
    geboren: IntArray
    geslacht: TextArray
    postcode: TextArray

    def __len__(self) -> int:
        return len(self.bsn)

    def kies(self, welke: IntArray) -> Personen:
        """The chosen persons."""
        return Personen(self.bsn[welke], self.geboren[welke], self.geslacht[welke], self.postcode[welke])


def allen(delen: Sequence[Personen]) -> Personen:
    """All persons after one another."""
    return Personen(
        np.concatenate([d.bsn for d in delen]),
        np.concatenate([d.geboren for d in delen]),
        np.concatenate([d.geslacht for d in delen]),
        np.concatenate([d.postcode for d in delen]),
    )


def stroom(nummer: int) -> Generator:
    """The random stream of one domain."""
    return np.random.default_rng([ZAAD, nummer])


class Burgerregister:
    """Hands out persons, each with a BSN that nobody else gets."""

    def __init__(self) -> None:
        eerste_acht = stroom(0).choice(1_000_000, _VOORRAAD, replace=False) + 99_000_000
        rest = (eerste_acht[:, None] // 10 ** np.arange(7, -1, -1) % 10) @ _GEWICHTEN % 11
        # The ninth digit weighs -1, so it must equal the rest; where the rest is 10 no ninth digit passes the 11-proef.
        self._vrij = (eerste_acht * 10 + rest)[rest < 10]
        self._uitgegeven = 0

    def bsns(self, aantal: int) -> TextArray:
        """That many numbers that were not given out before. Raises ValueError when they run out."""
        genomen = self._vrij[self._uitgegeven : self._uitgegeven + aantal]
        if len(genomen) < aantal:
            raise ValueError("the demo has more persons than made-up numbers: raise _VOORRAAD")
        self._uitgegeven += aantal
        return np.array([str(n) for n in genomen.tolist()], dtype=object)

    def nieuwe(self, rng: Generator, geboren: IntArray) -> Personen:
        """Persons born on these days, living somewhere in Enschede."""
        aantal = len(geboren)
        geslacht = np.array(["V", "M", "O"], dtype=object)[rng.choice(3, aantal, p=[0.5, 0.495, 0.005])]
        wijken = rng.integers(7511, 7549, aantal).tolist()
        letters = rng.integers(0, len(_LETTERS), aantal).tolist()
        postcode = np.array([f"{w}{_LETTERS[n]}" for w, n in zip(wijken, letters, strict=True)], dtype=object)
        return Personen(self.bsns(aantal), geboren, geslacht, postcode)


def geboren_bij(
    rng: Generator, eerste: IntArray, laatste: IntArray, leeftijd: tuple[float, float], hoogstens: float
) -> IntArray:
    """Days of birth of persons who are of an age between `leeftijd` (years) on their first day, and at most `hoogstens`
    on their last.

    Where a stay is too long for both, being young enough at the end counts.
    """
    jaar = 365.25
    duur = (np.minimum(laatste, EIND) - eerste) / jaar
    tot = np.minimum(leeftijd[1], hoogstens - duur)
    van = np.minimum(leeftijd[0], tot)
    return eerste - (rng.uniform(van, tot) * jaar).astype(np.int64)
