"""The country on paper: what 342 municipalities cost per night and per year, from what was measured.

Belongs here: the slopes, and which nights a year has according to the contracts. Does not belong here: measuring
(`benchmarks.gevallen`), and the text around the table (docs/scale.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.gevallen import GIGABYTE, Uitkomst
from benchmarks.landing import TWAALF_FEEDS
from sources.contract import load_contracts

SCALE = Path(__file__).parents[1] / "docs" / "scale.md"
GEMEENTEN, JAREN, RIJEN_PER_JAAR = 342, 5, 10_000_000
_MILLION = 1_000_000
_MONTHS = {"maand": 1, "kwartaal": 3, "halfjaar": 6, "jaar": 12}
_HEADER = ("Night", "Nights a year", "Deliveries", "Rows (million)", "Seconds", "Disk (GB)")


@dataclass(frozen=True)
class Helling:
    """Seconds and bytes: of a night in which nothing came, and of every delivery and every million rows more."""

    vast: float
    per_levering: float
    per_miljoen: float
    schijf_per_levering: float
    schijf_per_miljoen: float


@dataclass(frozen=True)
class Nacht:
    """A kind of night: how many a year has of it, and what comes in it."""

    naam: str
    keren: int
    leveringen: int
    miljoen: float


def slopes(outcomes: Iterable[Uitkomst]) -> Helling | None:
    """From a quiet night, one with many files and one with many rows; None when one of them was not measured."""
    found = {outcome.soort: outcome for outcome in outcomes if outcome.soort}
    if not {"quiet", "files", "rows"} <= found.keys():
        return None
    fixed = found["quiet"].meting.seconden
    files, rows = found["files"], found["rows"]
    million = rows.omvang / _MILLION
    return Helling(
        fixed,
        max(0.0, files.meting.seconden - fixed) / files.omvang,
        max(0.0, rows.meting.seconden - fixed) / million,
        (files.schijf or 0) / files.omvang,
        (rows.schijf or 0) / million,
    )


def nights() -> list[Nacht]:
    """The nights of a year in which every municipality delivers on the last day of each period, and those in between.
    A delivery speaks of the year so far, so one of every month brings most rows of the year again."""
    contracts = [c for c in load_contracts() if c.sleutel in TWAALF_FEEDS and c.peildatum_tot_en_met is None]
    clients = [c for c in contracts if any(veld.persoonsgegeven for tabel in c.tabellen for veld in tabel.velden)]
    clients = [c for c in clients if c.bron != "opgave"]  # its one personal field is a remark
    kinds = []
    for name, months, times in (("a month ends", 1, 10), ("half a year ends", 6, 1), ("the year ends", 12, 1)):
        due = [c for c in contracts if _MONTHS[c.frequentie] <= months]
        rows = RIJEN_PER_JAAR * sum(c in clients for c in due) / len(clients) / _MILLION
        kinds.append(Nacht(name, times, GEMEENTEN * len(due), rows))
    return [Nacht("nothing new", 365 - sum(kind.keren for kind in kinds), 0, 0.0), *kinds]


def country(helling: Helling) -> str:
    """The table of nights, and of the year and of five years at once, in Markdown."""
    kinds = nights()
    last = kinds[-1]
    rows = [_row(kind, helling) for kind in kinds]
    rows.append(_row(Nacht(f"{JAREN} years at once", 1, last.leveringen * JAREN, last.miljoen * JAREN), helling))
    rows.append(
        (
            "**a year together**",
            "365",
            f"{sum(k.keren * k.leveringen for k in kinds):,}",
            f"{sum(k.keren * k.miljoen for k in kinds):.1f}",
            f"{sum(k.keren * _seconds(k, helling) for k in kinds):,.0f}",
            f"{sum(k.keren * _disk(k, helling) for k in kinds):.1f}",
        )
    )
    lines = [_HEADER, tuple("---" for _ in _HEADER), *rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return (
        f"{text}\n\nReckoned on {date.today():%Y-%m-%d} from: {helling.vast:.1f} s for a night as such, "  # noqa: DTZ011
        f"{helling.per_levering * 1000:.0f} ms and {helling.schijf_per_levering / 1000:.0f} kB for a small delivery, "
        f"{helling.per_miljoen:.1f} s and {helling.schijf_per_miljoen / _MILLION:.0f} MB for a million rows."
    )


def _row(kind: Nacht, helling: Helling) -> tuple[str, ...]:
    return (
        kind.naam,
        str(kind.keren),
        f"{kind.leveringen:,}",
        f"{kind.miljoen:.1f}",
        f"{_seconds(kind, helling):,.0f}",
        f"{_disk(kind, helling):.1f}",
    )


def _seconds(kind: Nacht, helling: Helling) -> float:
    return helling.vast + kind.leveringen * helling.per_levering + kind.miljoen * helling.per_miljoen


def _disk(kind: Nacht, helling: Helling) -> float:
    return (kind.leveringen * helling.schijf_per_levering + kind.miljoen * helling.schijf_per_miljoen) / GIGABYTE
