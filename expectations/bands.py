"""Bands: how far a value may lie from an earlier one, by what the contract says and by what was accepted before.

Belongs here: arithmetic on numbers. Does not belong here: which values are compared (`expectations.plausibility`), and
the bands of a feed (`sources.plausibiliteit`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expectations.profile import Maat

LEARN_FROM = 5
"""So many changes must be known before a band learns from them: one odd delivery makes two odd changes (there and
back), and those must stay a minority."""

LEARN_FROM_THE_LAST = 24
_SPREAD = 3 * 1.4826
"""Three standard deviations, for a median absolute deviation of normally distributed changes."""

_CHANCE = 2.0
"""Standard deviations of chance that are allowed to a number of rows, or to a share of them, whatever the band."""


@dataclass(frozen=True)
class Grens:
    """The values between which another one is plausible, both included."""

    onder: float
    boven: float

    def bevat(self, waarde: float) -> bool:
        return self.onder <= waarde <= self.boven


def limits(maat: Maat, band: float, earlier: float, rows: float, changes: Sequence[float]) -> Grens:
    """Where a value may lie after `earlier`, a value of a table of so many `rows`, when it changed before by `changes`
    (each as `change` gives them)."""
    width = max(band, learned(changes))
    share = maat in ("leeg", "code")
    if not share:
        width *= abs(earlier)
    if maat == "rijen":
        width = max(width, _CHANCE * math.sqrt(earlier))
        return Grens(max(math.floor(earlier - width), 0), math.ceil(earlier + width))
    if share and rows > 0:
        width = max(width, _CHANCE * math.sqrt(max(earlier * (1 - earlier), 0) / rows))
    if maat == "som":
        return Grens(earlier - width, earlier + width)
    return Grens(max(earlier - width, 0.0), min(earlier + width, 1.0))


def change(maat: Maat, earlier: float, later: float) -> float | None:
    """How much a value changed: of a share the difference, of a number or a sum the part; None where nothing was
    before."""
    if maat in ("leeg", "code"):
        return abs(later - earlier)
    return abs(later - earlier) / abs(earlier) if earlier else None


def learned(changes: Sequence[float]) -> float:
    """The change that is usual at most: the median of the last changes and three times their robust spread, so that a
    single odd one has no say. 0 where too few are known."""
    known = list(changes)[-LEARN_FROM_THE_LAST:]
    if len(known) < LEARN_FROM:
        return 0.0
    middle = median(known)
    return middle + _SPREAD * median(abs(each - middle) for each in known)
