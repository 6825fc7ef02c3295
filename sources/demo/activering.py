"""Sociale activering, and the short voorzieningen that households on bijstand get.

Belongs here: voorzieningen that go with an uitkering. Does not belong here: subsidised work (`sources.demo.werk`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sources.demo.inzet import Inzet, alle_inzet, inzet
from sources.demo.personen import stroom
from sources.demo.tijd import EIND, JAREN, OPEN, IntArray, dag
from sources.demo.verloop import Perioden

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.bijstand import Bijstand
    from sources.demo.doelcijfers import Doelcijfers

EERSTE_JAAR = 2022
"""Sociale activering is registered from this year on."""

_STOPT = 0.25
_MET_PARTNER = 0.04
_LOOPT_NOG_DOOR = 0.15


def maak_activering(doelen: Doelcijfers, bijstand: Bijstand) -> Inzet:
    """Sociale activering that meets the target figures, and some proefplaatsingen and scholing."""
    rng = stroom(2)
    return alle_inzet(
        [
            _sociale_activering(rng, doelen, bijstand),
            _kort(rng, bijstand, "PROEFPLAATSING", aantal=900, dagen=(45, 92), uren_tiende=240),
            _kort(rng, bijstand, "SCHOLING", aantal=1800, dagen=(60, 540), uren_tiende=60),
        ]
    )


class _Trajecten:
    """Sociale activering per household, year after year. A traject of a couple can be of both: two rows, one
    household."""

    def __init__(self) -> None:
        leeg = np.empty(0, dtype=np.int64)
        self.huishouden, self.start, self.einde, self.personen = leeg, leeg, leeg, leeg

    def open(self) -> IntArray:
        return np.flatnonzero(self.einde == OPEN)

    def begin(self, huishouden: IntArray, start: IntArray, personen: IntArray) -> None:
        self.huishouden = np.concatenate([self.huishouden, huishouden])
        self.start = np.concatenate([self.start, start])
        self.einde = np.concatenate([self.einde, np.full(len(start), OPEN, dtype=np.int64)])
        self.personen = np.concatenate([self.personen, personen])

    def beeindig(self, rng: Generator, welke: IntArray, jaar: int) -> None:
        vanaf = np.maximum(self.start[welke], dag(jaar, 1, 1))
        self.einde[welke] = rng.integers(vanaf, dag(jaar, 12, 30), endpoint=True)


def _sociale_activering(rng: Generator, doelen: Doelcijfers, bijstand: Bijstand) -> Inzet:
    trajecten = _Trajecten()
    for jaar in range(EERSTE_JAAR, JAREN[-1] + 1):
        _een_jaar(rng, doelen, bijstand, trajecten, jaar)
    beide = np.flatnonzero(trajecten.personen == 2)
    alle = np.arange(len(trajecten.huishouden))
    welke = np.concatenate([alle, beide])
    huishouden = trajecten.huishouden[welke]
    bsn = np.concatenate(
        [bijstand.aanvrager.bsn[trajecten.huishouden], bijstand.partner_bsn[trajecten.huishouden[beide]]]
    )
    return inzet(Perioden(trajecten.start[welke], trajecten.einde[welke]), huishouden, bsn, "SOCIALE_ACTIVERING")


def _een_jaar(rng: Generator, doelen: Doelcijfers, bijstand: Bijstand, trajecten: _Trajecten, jaar: int) -> None:
    """Some stop, those without an uitkering drop out, and so many begin that the count on 31 December is the target."""
    uitkering = bijstand.lopend(dag(jaar, 12, 31))
    lopend = trajecten.open()
    nog_uitkering = uitkering[trajecten.huishouden[lopend]] >= 0
    _val_af(rng, bijstand, trajecten, lopend[~nog_uitkering], jaar)
    blijvend = rng.permutation(lopend[nog_uitkering])
    aantal_stoppers = int(_STOPT * len(blijvend))
    trajecten.beeindig(rng, blijvend[:aantal_stoppers], jaar)

    per_huishouden = jaar >= 2024
    blijvers = trajecten.personen[blijvend[aantal_stoppers:]]
    teller = doelen.aantal("sociale_activering_pct", jaar, maat="teller", versie=2 if per_huishouden else 1)
    nodig = teller - (len(blijvers) if per_huishouden else int(blijvers.sum()))
    vrij = (uitkering >= 0) & bijstand.met_bsn
    vrij[trajecten.huishouden[lopend]] = False
    kandidaten = rng.permutation(np.flatnonzero(vrij))
    heeft_partner = bijstand.partner_bsn[kandidaten] != ""
    paren = round(_MET_PARTNER * nodig)
    rest = nodig - paren if per_huishouden else nodig - 2 * paren
    samen_erin = kandidaten[heeft_partner][:paren]
    gekozen = np.concatenate([samen_erin, kandidaten[~np.isin(kandidaten, samen_erin)][:rest]])
    vanaf = np.maximum(bijstand.perioden.start[uitkering[gekozen]], dag(jaar, 1, 1))
    start = rng.integers(vanaf, dag(jaar, 12, 31), endpoint=True)
    trajecten.begin(gekozen, start, np.repeat([2, 1], [paren, rest]))


def _val_af(rng: Generator, bijstand: Bijstand, trajecten: _Trajecten, welke: IntArray, jaar: int) -> None:
    """A traject ends with the uitkering; a few run on for a while, and count for nothing: their household has no
    bijstand."""
    vorige = bijstand.lopend(dag(jaar - 1, 12, 31))[trajecten.huishouden[welke]]
    net_gestopt = vorige >= 0
    loopt_door = net_gestopt & (rng.random(len(welke)) < _LOOPT_NOG_DOOR)
    met_uitkering = welke[net_gestopt & ~loopt_door]
    trajecten.einde[met_uitkering] = bijstand.perioden.einde[vorige[net_gestopt & ~loopt_door]]
    trajecten.beeindig(rng, welke[~net_gestopt], jaar)


def _kort(
    rng: Generator, bijstand: Bijstand, soort: str, *, aantal: int, dagen: tuple[int, int], uren_tiende: int
) -> Inzet:
    """Short voorzieningen, spread over the demo's years, each beginning while its household has an uitkering."""
    vanaf = dag(JAREN[0] - 1, 9, 1)
    tot = np.minimum(bijstand.perioden.einde, EIND)
    kan = np.flatnonzero((tot > vanaf) & bijstand.met_bsn[bijstand.huishouden])
    uitkering = rng.choice(kan, aantal)
    start = rng.integers(np.maximum(bijstand.perioden.start[uitkering], vanaf), tot[uitkering], endpoint=True)
    einde = start + rng.integers(*dagen, aantal)
    huishouden = bijstand.huishouden[uitkering]
    perioden = Perioden(start, np.where(einde > EIND, OPEN, einde))
    return inzet(perioden, huishouden, bijstand.aanvrager.bsn[huishouden], soort, uren_tiende=uren_tiende)
