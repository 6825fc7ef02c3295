"""Records that start and end so that the counts come out exactly.

Belongs here: stock and flow of periods. Does not belong here: whose periods they are, or what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.tijd import BEGIN, JAREN, OPEN, BoolArray, IntArray, dag, jaar_van

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator


@dataclass(frozen=True)
class Perioden:
    """First and last day (inclusive) of each record; the end is OPEN where it has not come yet."""

    start: IntArray
    einde: IntArray

    def __len__(self) -> int:
        return len(self.start)

    def actief_op(self, t: int) -> BoolArray:
        """Which records are active on day t."""
        return (self.start <= t) & (self.einde >= t)

    def actief_tussen(self, eerste: int, laatste: int) -> BoolArray:
        """Which records are active on at least one day of the period, both days included."""
        return (self.start <= laatste) & (self.einde >= eerste)

    def in_levering(self, jaar: int) -> BoolArray:
        """Which records belong in the delivery with peildatum 31 December of the year."""
        return self.actief_tussen(dag(jaar, 1, 1), dag(jaar, 12, 31))

    def einde_bekend_op(self, t: int) -> IntArray:
        """The ends as they were known on day t: a later end was not known yet."""
        return np.where(self.einde > t, OPEN, self.einde)

    def kies(self, welke: IntArray | BoolArray) -> Perioden:
        """The chosen records."""
        return Perioden(self.start[welke], self.einde[welke])


def samen(delen: Sequence[Perioden]) -> Perioden:
    """All records after one another."""
    return Perioden(np.concatenate([d.start for d in delen]), np.concatenate([d.einde for d in delen]))


def verloop(
    rng: Generator,
    standen: Sequence[int],
    in_jaar: Sequence[int],
    *,
    looptijd_jaren: float = 2.0,
    hoogstens_jaren: float = 8.0,
    eerste_helft: Sequence[int] | None = None,
) -> Perioden:
    """Records of which `standen` are active at the end of 2018 and of each year after it, and `in_jaar` on some day of
    each year.

    With `eerste_helft` that many are active on some day up to 30 June. Nobody starts on 1 January or ends on 31
    December, so that the count of 1 January is that of the day before. `looptijd_jaren` is how long the first ones had
    run, on average, and `hoogstens_jaren` the longest. Raises ValueError where no flow gives these counts.
    """
    looptijd = np.minimum(rng.exponential(looptijd_jaren, standen[0]), hoogstens_jaren)
    start = BEGIN - 1 - (looptijd * 365.25).astype(np.int64)
    einde = np.full(standen[0], OPEN, dtype=np.int64)
    for i, jaar in enumerate(JAREN):
        lopend = int((einde == OPEN).sum())
        instroom, uitstroom = in_jaar[i] - lopend, in_jaar[i] - standen[i + 1]
        vroeg = instroom if eerste_helft is None else eerste_helft[i] - lopend
        if not 0 <= vroeg <= instroom or uitstroom < 0:
            raise ValueError(
                f"no flow in {jaar}: {lopend} at the start, {in_jaar[i]} in the year, {standen[i + 1]} at the end"
            )
        nieuw = _instroomdagen(rng, jaar, vroeg, instroom - vroeg, gespreid=eerste_helft is None)
        start = np.concatenate([start, nieuw])
        einde = np.concatenate([einde, np.full(instroom, OPEN, dtype=np.int64)])
        _beeindig(rng, start, einde, jaar, uitstroom)
    return Perioden(start, einde)


def _instroomdagen(rng: Generator, jaar: int, vroeg: int, laat: int, *, gespreid: bool) -> IntArray:
    tot = dag(jaar, 12, 31) if gespreid else dag(jaar, 6, 30)
    eerste = rng.integers(dag(jaar, 1, 2), tot, vroeg, endpoint=True)
    tweede = rng.integers(dag(jaar, 7, 1), dag(jaar, 12, 31), laat, endpoint=True)
    return np.concatenate([eerste, tweede])


def _beeindig(rng: Generator, start: IntArray, einde: IntArray, jaar: int, aantal: int) -> None:
    kandidaten = np.flatnonzero((einde == OPEN) & (start <= dag(jaar, 12, 1)))
    if aantal > len(kandidaten):
        raise ValueError(f"{aantal} records cannot end in {jaar}: only {len(kandidaten)} run")
    eindigend = rng.choice(kandidaten, aantal, replace=False)
    vanaf = np.maximum(start[eindigend], dag(jaar, 1, 1))
    einde[eindigend] = rng.integers(vanaf, dag(jaar, 12, 30), endpoint=True)


def met_terugkeer(rng: Generator, perioden: Perioden, aandeel: float) -> IntArray:
    """Whose record each is: a share of those who come in after 2018 were there before and had left in an earlier year.

    Returns a number per record, 0 up to the number of persons. In no year has a person two of these records.
    """
    instroomjaar, vertrekjaar = jaar_van(perioden.start), jaar_van(perioden.einde)
    persoon = np.full(len(perioden), -1, dtype=np.int64)
    begin = np.flatnonzero(perioden.start < BEGIN)
    persoon[begin] = np.arange(len(begin))
    aantal = len(begin)
    vertrokken = np.empty(0, dtype=np.int64)
    for jaar in JAREN:
        nieuw = np.flatnonzero((instroomjaar == jaar) & (perioden.start >= BEGIN))
        terug = rng.choice(vertrokken, min(int(aandeel * len(nieuw)), len(vertrokken)), replace=False)
        persoon[nieuw[: len(terug)]] = terug
        rest = nieuw[len(terug) :]
        persoon[rest] = np.arange(aantal, aantal + len(rest))
        aantal += len(rest)
        vertrokken = np.concatenate([np.setdiff1d(vertrokken, terug), persoon[vertrekjaar == jaar]])
    return persoon


def standen_bij(in_jaar: Sequence[int], aandeel: float) -> list[int]:
    """Plausible year-end counts for a figure that is only known per year: the share that is still there at the end."""
    return [round(n * aandeel) for n in (in_jaar[0], *in_jaar)]
