"""One made-up report of one municipality: its real totals, divided over taakvelden and categories with made-up shares.

Belongs here: how totals become amounts per taakveld. Shares are data (`demo/taakvelden.csv`), totals are facts with
their source (`demo/totalen.csv`). Does not belong here: the balance sheet (`demo_balans`), all other municipalities
(`demo_landelijk`), and how a file is written.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sources.demo.tijd import BoolArray, IntArray

FloatArray = NDArray[np.float64]
Cellen = dict[tuple[str, str], int]
"""Amounts in whole euros, per taakveld (or balance code) and category."""

RESERVES, RESULTAAT = "0.10", "0.11"
_MAP = Path(__file__).parent / "demo"
_ALTIJD = 9999


@dataclass(frozen=True)
class Totaal:
    """What CBS says of one report of one municipality: inhabitants, and amounts x 1.000 euro."""

    inwoners: int
    lasten: int
    baten: int
    reserve_lasten: int
    reserve_baten: int
    sociaal: int


@dataclass(frozen=True)
class Taakvelden:
    """The taakvelden of one boekjaar, with euros per inhabitant and the shares of their categories."""

    codes: list[str]
    lasten: FloatArray
    baten: FloatArray
    categorieen_lasten: list[dict[str, int]]
    categorieen_baten: list[dict[str, int]]
    rij: IntArray

    def plaats(self, code: str) -> int:
        """Where a taakveld stands."""
        return self.codes.index(code)

    @property
    def sociaal(self) -> BoolArray:
        """Which taakvelden are of main taakveld 6."""
        return np.array([code.startswith("6") for code in self.codes])

    @property
    def sluitposten(self) -> BoolArray:
        """The two taakvelden that balance the books."""
        return np.isin(self.codes, [RESERVES, RESULTAAT])

    @property
    def deel_salarissen(self) -> FloatArray:
        """Which part of the lasten is salaries; NaN where a taakveld has none."""
        delen = [(mix.get("1.1", 0), sum(mix.values())) for mix in self.categorieen_lasten]
        return np.array([deel / geheel if deel else np.nan for deel, geheel in delen])


@dataclass(frozen=True)
class Rekening:
    """One report: whole euros per taakveld, and the same per taakveld and category."""

    taakvelden: Taakvelden
    per_taakveld_lasten: IntArray
    per_taakveld_baten: IntArray
    lasten: Cellen
    baten: Cellen

    def som(self, categorie: str) -> int:
        """The lasten of one category over all taakvelden."""
        return sum(bedrag for (_, soort), bedrag in self.lasten.items() if soort == categorie)


def maak_rekening(gemeente_code: str, verslagsoort: str) -> Rekening:
    """The report of a municipality, e.g. `2024X005`; the same every time. Raises KeyError without totals."""
    totaal = totalen()[gemeente_code, verslagsoort]
    velden = taakvelden_van(int(verslagsoort[:4]))
    eigen = _eigenheid(gemeente_code, verslagsoort)[velden.rij]
    lasten, baten = (np.zeros(len(velden.codes), dtype=np.int64) for _ in range(2))
    sociaal, overig = velden.sociaal, ~velden.sociaal & ~velden.sluitposten
    lasten[sociaal] = verdeel(1000 * totaal.sociaal, (velden.lasten * eigen)[sociaal])
    lasten[overig] = verdeel(1000 * (totaal.lasten - totaal.sociaal), (velden.lasten * eigen)[overig])
    gewoon = sociaal | overig
    baten[gewoon] = verdeel(1000 * totaal.baten, (velden.baten * eigen)[gewoon])
    reserves = velden.plaats(RESERVES)
    lasten[reserves], baten[reserves] = 1000 * totaal.reserve_lasten, 1000 * totaal.reserve_baten
    # A shortage stands among the lasten too, as a negative result.
    lasten[velden.plaats(RESULTAAT)] = baten.sum() - lasten.sum()
    return Rekening(
        velden,
        lasten,
        baten,
        _over_categorieen(velden.codes, lasten, velden.categorieen_lasten),
        _over_categorieen(velden.codes, baten, velden.categorieen_baten),
    )


def verdeel(totaal: int, gewichten: FloatArray) -> IntArray:
    """Whole parts of a whole that add up to it exactly, in proportion to their weights."""
    grenzen = np.rint(np.cumsum(gewichten) / gewichten.sum() * totaal).astype(np.int64)
    delen: IntArray = np.diff(grenzen, prepend=0)
    return delen


@cache
def totalen() -> dict[tuple[str, str], Totaal]:
    """What CBS says, per municipality and report."""
    velden = ("inwoners", "lasten_x1000", "baten_x1000", "reserve_lasten_x1000", "reserve_baten_x1000", "sociaal_x1000")
    return {
        (rij["gemeente_code"], rij["verslagsoort"]): Totaal(*(int(rij[veld]) for veld in velden))
        for rij in lees("totalen.csv")
    }


@cache
def taakvelden_van(jaar: int) -> Taakvelden:
    """The taakvelden that one can post on in a boekjaar."""
    rijen = [
        (nummer, rij)
        for nummer, rij in enumerate(lees("taakvelden.csv"))
        if int(rij["van_jaar"]) <= jaar <= int(rij["tot_jaar"] or _ALTIJD)
    ]
    return Taakvelden(
        [rij["taakveld"] for _, rij in rijen],
        np.array([float(rij["lasten_per_inwoner"]) for _, rij in rijen]),
        np.array([float(rij["baten_per_inwoner"]) for _, rij in rijen]),
        [_aandelen(rij["categorieen_lasten"]) for _, rij in rijen],
        [_aandelen(rij["categorieen_baten"]) for _, rij in rijen],
        np.array([nummer for nummer, _ in rijen]),
    )


def lees(bestand: str) -> list[dict[str, str]]:
    """A file of the demo's data."""
    with (_MAP / bestand).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _aandelen(tekst: str) -> dict[str, int]:
    return {categorie: int(deel) for categorie, deel in (woord.split(":") for woord in tekst.split())}


def _eigenheid(gemeente_code: str, verslagsoort: str) -> FloatArray:
    """How this municipality differs from the average, per row of the file of shares: much the same in each report."""
    aantal, nummer = len(lees("taakvelden.csv")), int(gemeente_code[2:])
    gemeente = np.random.default_rng(nummer).lognormal(0.0, 0.15, aantal)
    verslag = np.random.default_rng([nummer, int(verslagsoort[:4]), int(verslagsoort[-1])]).lognormal(0.0, 0.03, aantal)
    eigen: FloatArray = gemeente * verslag
    return eigen


def _over_categorieen(codes: list[str], bedragen: IntArray, aandelen: list[dict[str, int]]) -> Cellen:
    cellen: Cellen = {}
    for code, bedrag, mix in zip(codes, bedragen.tolist(), aandelen, strict=True):
        if bedrag:
            delen = verdeel(bedrag, np.array(list(mix.values()), dtype=float)).tolist()
            cellen |= {(code, categorie): deel for categorie, deel in zip(mix, delen, strict=True) if deel}
    return cellen
