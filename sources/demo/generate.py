"""Writes the demo's landing.

Belongs here: which sources take part, and what may be written where. Does not belong here: what happened, or how a
source lays it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sources.cimot.demo
import sources.gidso.demo
import sources.iv3.demo
import sources.kadera.demo
import sources.leergeld.demo
import sources.menzis.demo
import sources.opgave.demo
import sources.pc.demo
import sources.ssd.demo
import sources.vis2.demo
from sources.demo.levering import Levering, plaats
from sources.demo.wereld import maak_wereld
from sources.landing import DEMO_MARKER

if TYPE_CHECKING:
    from pathlib import Path

_BRONNEN = (
    sources.ssd.demo,
    sources.gidso.demo,
    sources.vis2.demo,
    sources.cimot.demo,
    sources.menzis.demo,
    sources.kadera.demo,
    sources.leergeld.demo,
    sources.opgave.demo,
    sources.pc.demo,
    sources.iv3.demo,
)

LEVERINGEN: tuple[Levering, ...] = tuple(levering for bron in _BRONNEN for levering in bron.LEVERINGEN)
"""Everything that the demo delivers."""

_MARKERING = (
    "Alle extracten in deze map zijn synthetisch: verzonnen voor de demo, van niemand en nergens anders voor te "
    "gebruiken.\n"
)


class LandingInGebruikError(RuntimeError):
    """The landing holds extracts that are not the demo's."""


def write_demo_landing(landing: Path) -> list[Path]:
    """Write the demo's extracts, the sidecars that go with them and the marker `.synthetisch` into the landing.

    Returns the paths of the extracts (without sidecars), in a fixed order, whether they were there already or not. What
    is there is left as it is, so a landing that holds the whole demo does not change, and one that was cut off half-way
    is completed. The content and the times of arrival are always the same. Raises LandingInGebruikError where a folder
    of one of the demo's sources holds files and the marker is missing: made-up extracts never get among real ones.
    """
    markering = landing / DEMO_MARKER
    if not markering.exists():
        _weiger_echte_landing(landing)
        landing.mkdir(parents=True, exist_ok=True)
        # First of all, so that no made-up extract ever lies in a landing that does not say so.
        markering.write_text(_MARKERING, encoding="utf-8")
    ontbrekend = {levering for levering in LEVERINGEN if not all(p.exists() for p in levering.paden(landing))}
    if ontbrekend:
        wereld = maak_wereld()
        for bron in _BRONNEN:
            for levering, inhoud in bron.extracten(wereld):
                if levering in ontbrekend:
                    plaats(landing, levering, inhoud)
    return [levering.pad(landing) for levering in LEVERINGEN]


def _weiger_echte_landing(landing: Path) -> None:
    for bron in sorted({levering.bron for levering in LEVERINGEN}):
        map_van_bron = landing / bron
        if map_van_bron.is_dir() and any(map_van_bron.iterdir()):
            raise LandingInGebruikError(
                f"{map_van_bron} bevat al bestanden en de landing heeft geen {DEMO_MARKER}: "
                "de demo wordt hier niet geschreven."
            )
