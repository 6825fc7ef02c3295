"""Files in the landing: what they are called, when they arrived, and how they get there.

Belongs here: names, times of arrival, placing a file without anybody seeing half of it. Does not belong here: what is
in a file.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.tijd import JAREN, TextArray

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

GEMEENTE = "GM0153"
"""The municipality of the demo's own systems; a delivery about another one says so."""


@dataclass(frozen=True)
class Levering:
    """One delivery of the demo: it speaks of its peildatum and arrives so many days after it at six in the morning
    UTC."""

    bron: str
    feed: str
    peildatum: date
    extensie: str
    na_dagen: int
    volgnummer: int = 1
    met_sha256: bool = False
    gemeente: str = GEMEENTE

    @property
    def jaar(self) -> int:
        """The year that the delivery speaks of."""
        return self.peildatum.year

    @property
    def aankomst(self) -> datetime:
        """The modification time of the file."""
        return datetime.combine(self.peildatum + timedelta(days=self.na_dagen), time(6), tzinfo=UTC)

    def pad(self, landing: Path) -> Path:
        """Where the delivery lies in the landing."""
        return (
            landing
            / self.bron
            / f"{self.gemeente}_{self.feed}_{self.peildatum:%Y%m%d}_{self.volgnummer:02d}.{self.extensie}"
        )

    def paden(self, landing: Path) -> list[Path]:
        """The delivery and its sidecar, where it has one."""
        pad = self.pad(landing)
        return [pad, _sidecar(pad)] if self.met_sha256 else [pad]


def per_jaar(
    bron: str, feed: str, extensie: str, na_dagen: int, *, jaren: Iterable[int] = JAREN, met_sha256: bool = False
) -> list[Levering]:
    """One delivery for each year, with peildatum 31 December."""
    return [Levering(bron, feed, date(jaar, 12, 31), extensie, na_dagen, met_sha256=met_sha256) for jaar in jaren]


def plaats(landing: Path, levering: Levering, inhoud: bytes) -> None:
    """Put the delivery in the landing; its sidecar comes after it, as Gidso does. Overwrites what lies there."""
    pad = levering.pad(landing)
    schrijf(pad, inhoud, levering.aankomst)
    if levering.met_sha256:
        schrijf(_sidecar(pad), f"{hashlib.sha256(inhoud).hexdigest()}  {pad.name}\n".encode(), levering.aankomst)


def schrijf(pad: Path, inhoud: bytes, aankomst: datetime) -> None:
    """Write under a temporary name, set the time of arrival, then rename: whoever looks sees all of the file or
    nothing."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    onderweg = pad.with_name(f".{pad.name}.tmp")
    onderweg.write_bytes(inhoud)
    os.utime(onderweg, (aankomst.timestamp(), aankomst.timestamp()))
    onderweg.replace(pad)


def _sidecar(pad: Path) -> Path:
    return pad.with_name(pad.name + ".sha256")


def regels(kolommen: Iterable[TextArray], scheiding: str) -> list[str]:
    """The rows of a table of texts, each as one line without its line end."""
    return [scheiding.join(rij) for rij in zip(*(k.tolist() for k in kolommen), strict=True)]


def nummers(voorvoegsel: str, waarden: np.ndarray) -> TextArray:
    """Source numbers: a prefix and the number, seven digits wide, so that none can be taken for a BSN."""
    return np.array([f"{voorvoegsel}{n:07d}" for n in waarden.tolist()], dtype=object)
