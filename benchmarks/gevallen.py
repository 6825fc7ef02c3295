"""The cases: which nights are measured, and what each is held against.

Belongs here: deliveries, nights and targets. Does not belong here: how a night is watched (`benchmarks.meten`) and how
the outcome is written down (`benchmarks.verslag`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from benchmarks.huis import Huis
from benchmarks.landing import TWAALF_FEEDS
from benchmarks.meten import Meting, measure

GIGABYTE = 1_000_000_000
_SLECHT = 0.01
_REEKS = ("ssd/uitkeringen", "ssd/voorzieningen", "gidso/voorzieningen")
_VOOR_DE_NIEUWE = date(2024, 11, 30)


@dataclass(frozen=True)
class Omvang:
    """How large the cases are. `historie` is how many times as much lies behind the second of the two nights that are
    compared."""

    rijen: int
    gemeenten: int
    rijen_per_bestand: int
    maanden: int
    historie: int


VOL = Omvang(rijen=10_000_000, gemeenten=342, rijen_per_bestand=100, maanden=4, historie=10)
SNEL = Omvang(rijen=200_000, gemeenten=6, rijen_per_bestand=100, maanden=1, historie=4)


@dataclass(frozen=True)
class Uitkomst:
    """One line of the table: what was done, what it cost, and the number that is held against the target. `maat` and
    `doel` are seconds, gigabytes or times as much (`eenheid`); a line without a target is there to compare with.
    `soort` and `omvang` (deliveries or rows) say what the country is reckoned from (`benchmarks.land`)."""

    naam: str
    meting: Meting
    maat: float | None = None
    doel: float | None = None
    eenheid: str = "s"
    schijf: int | None = None
    soort: Literal["quiet", "files", "rows"] | None = None
    omvang: int = 0

    @property
    def gehaald(self) -> bool | None:
        """Whether the target is met; None without one."""
        return None if self.maat is None or self.doel is None else self.maat <= self.doel


def demo(map_: Path, cbs_url: str, _omvang: Omvang) -> Iterator[Uitkomst]:
    """The demo from nothing, and the night after it in which nothing came."""
    huis = Huis(map_, cbs_url, demo=True)
    first = huis.nacht()
    yield Uitkomst("demo from nothing", first, first.seconden, 60, schijf=huis.grootte())
    second = huis.nacht()
    yield Uitkomst("nothing new", second, second.seconden, 8)
    huis.weg()


def groot(map_: Path, cbs_url: str, omvang: Omvang) -> Iterator[Uitkomst]:
    """One large delivery into a warehouse that is there already, and the floor on the same file."""
    huis = Huis(map_, cbs_url)
    huis.lever(rijen=24_000, gemeenten=2, feeds=TWAALF_FEEDS, slecht=_SLECHT)
    huis.nacht()
    before = huis.grootte()
    (delivery,) = huis.lever(rijen=omvang.rijen, eerste_gemeente=2, slecht=_SLECHT)
    floor = measure(
        [sys.executable, "-m", "benchmarks.vloer", str(delivery), str(map_ / "vloer")],
        huis.omgeving(),
        map_ / "vloer.log",
    )
    yield Uitkomst(f"the floor: {omvang.rijen:,} rows", floor)
    load = huis.nacht()
    name = f"{omvang.rijen:,} new rows"
    yield Uitkomst(
        f"{name}, against the floor",
        load,
        load.seconden / floor.seconden,
        2,
        "×",
        huis.grootte() - before,
        "rows",
        omvang.rijen,
    )
    yield Uitkomst(f"{name}, memory", load, load.piek / GIGABYTE, 4, "GB")
    quiet = huis.nacht()
    yield Uitkomst(f"nothing new, {omvang.rijen:,} rows behind it", quiet, quiet.seconden, 8, soort="quiet")
    huis.weg()


def historie(map_: Path, cbs_url: str, omvang: Omvang) -> Iterator[Uitkomst]:
    """The same new deliveries with little and with much behind them."""
    nights = {}
    for times in (1, omvang.historie):
        huis = Huis(map_ / str(times), cbs_url)
        months = omvang.maanden * times
        rows = len(_REEKS) * 2 * 20_000
        huis.lever(
            rijen=rows * months, gemeenten=2, feeds=_REEKS, peildatum=_VOOR_DE_NIEUWE, perioden=months, maanden=1
        )
        huis.nacht()
        huis.lever(rijen=rows, gemeenten=2, feeds=_REEKS)
        nights[times] = huis.nacht()
        huis.weg()
    first, second = nights.values()
    yield Uitkomst(f"{rows:,} new rows, {omvang.maanden} months behind them", first)
    yield Uitkomst(
        f"the same, {omvang.historie} times as many behind them", second, second.seconden / first.seconden, 1.2, "×"
    )


def veel_kleine(map_: Path, cbs_url: str, omvang: Omvang) -> Iterator[Uitkomst]:
    """A small file of every feed from every municipality; then one new delivery, and a correction of that one."""
    huis = Huis(map_, cbs_url)
    files = omvang.gemeenten * len(TWAALF_FEEDS)
    huis.lever(rijen=files * omvang.rijen_per_bestand, gemeenten=omvang.gemeenten, feeds=TWAALF_FEEDS, slecht=_SLECHT)
    load = huis.nacht()
    name = f"{omvang.gemeenten} municipalities × 12 feeds"
    yield Uitkomst(name, load, load.seconden, 300, "s", huis.grootte(), "files", files)
    quiet = huis.nacht()
    yield Uitkomst(f"nothing new, {files:,} deliveries behind it", quiet, quiet.seconden, 8)
    one = {"rijen": omvang.rijen_per_bestand, "peildatum": date(2025, 1, 31), "slecht": _SLECHT}
    huis.lever(**one)
    new = huis.nacht()
    yield Uitkomst("one new delivery", new)
    huis.lever(**one, volgnummer=2)
    correction = huis.nacht()
    yield Uitkomst("its correction", correction, correction.seconden / new.seconden, 1.1, "×")
    huis.weg()


GEVALLEN = {"demo": demo, "groot": groot, "historie": historie, "veel": veel_kleine}
"""Every case by the name that the command line knows."""
