"""Inhabitants with a Wmo voorziening.

Belongs here: who gets which kind, from when until when. Does not belong here: Gidso's layout (`sources.gidso.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.personen import BSN_ONBEKEND, Burgerregister, Personen, allen, stroom
from sources.demo.regie import Domein, Voorzieningen, alle_voorzieningen, voorzieningen
from sources.demo.tijd import EIND, IntArray, TextArray, dag
from sources.demo.verloop import Perioden, standen_bij, verloop

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.bijstand import Bijstand
    from sources.demo.doelcijfers import Doelcijfers

_OUDEREN = 22_000
_OOK_BIJSTAND = 3_000
_ZONDER_BSN = 40


@dataclass(frozen=True)
class _Soort:
    """One breakdown of the indicator: its product categories with their chances, how many stay, how many have a second
    record."""

    uitsplitsing: str
    categorieen: tuple[str, ...]
    kansen: tuple[float, ...]
    blijft: float
    tweede: float


_SOORTEN = (
    _Soort("ondersteuning_thuis", ("02", "07", "06", "03", "09"), (0.55, 0.25, 0.10, 0.06, 0.04), 0.72, 0.25),
    _Soort("hulp_bij_huishouden", ("01",), (1.0,), 0.80, 0.02),
    _Soort("hulpmiddelen_en_diensten", ("08", "12", "11", "14", "13"), (0.28, 0.25, 0.19, 0.18, 0.10), 0.86, 0.30),
)
_ANDERE = np.array(["04", "05", "10"], dtype=object)
_ANDERE_IN_JAAR = [140, 142, 145, 150, 149, 153]


def maak_wmo(doelen: Doelcijfers, register: Burgerregister, bijstand: Bijstand) -> Domein:
    """Wmo voorzieningen of which so many persons have one in the first half of each year as the target figures say."""
    rng = stroom(6)
    bewoners = _bewoners(rng, register, bijstand)
    delen = [_van_soort(rng, doelen, soort, len(bewoners)) for soort in _SOORTEN]
    delen.append(_andere(rng, len(bewoners)))
    alles = alle_voorzieningen(delen)
    wie, client = np.unique(alles.client, return_inverse=True)
    alles = replace(alles, client=client)
    zonder_bsn, onbekenden = _zonder_bsn(rng, register, alles, len(wie))
    clienten = allen([bewoners.kies(wie), onbekenden])
    return Domein("WMO", clienten, alle_voorzieningen([alles, zonder_bsn]), {})


def _bewoners(rng: Generator, register: Burgerregister, bijstand: Bijstand) -> Personen:
    """Mostly elderly; some of them live on bijstand, so that a person can be found in both sources."""
    geboren = dag(1940, 1, 1) + (rng.normal(0, 11, _OUDEREN).clip(-13, 62) * 365.25).astype(np.int64)
    bekend = np.flatnonzero(bijstand.met_bsn)
    return allen(
        [register.nieuwe(rng, geboren), bijstand.aanvrager.kies(rng.choice(bekend, _OOK_BIJSTAND, replace=False))]
    )


def _van_soort(rng: Generator, doelen: Doelcijfers, soort: _Soort, bewoners: int) -> Voorzieningen:
    """One main record a person, and second ones within the days of the first, so that they never make a person more."""
    eerste_helft = doelen.aantallen("wmo_voorziening_per_1000", soort.uitsplitsing, maat="teller")
    standen = standen_bij(eerste_helft, soort.blijft)
    # Nearly as many come in after June as before it.
    in_jaar = [helft + (helft - stand) * 9 // 10 for helft, stand in zip(eerste_helft, standen[:-1], strict=True)]
    hoofd = verloop(rng, standen, in_jaar, eerste_helft=eerste_helft, looptijd_jaren=3.5, hoogstens_jaren=12)
    persoon = rng.choice(bewoners, len(hoofd), replace=False)
    tweede = rng.choice(len(hoofd), round(soort.tweede * len(hoofd)), replace=False)
    perioden = _binnen(rng, hoofd.kies(tweede))
    return alle_voorzieningen(
        [
            voorzieningen(hoofd, persoon, _categorieen(rng, soort, len(hoofd))),
            voorzieningen(perioden, persoon[tweede], _categorieen(rng, soort, len(perioden))),
        ]
    )


def _categorieen(rng: Generator, soort: _Soort, aantal: int) -> TextArray:
    return np.array(soort.categorieen, dtype=object)[rng.choice(len(soort.categorieen), aantal, p=soort.kansen)]


def _binnen(rng: Generator, perioden: Perioden) -> Perioden:
    laatste = np.minimum(perioden.einde, EIND)
    start: IntArray = rng.integers(perioden.start, laatste, endpoint=True)
    einde: IntArray = rng.integers(start, laatste, endpoint=True)
    loopt_mee = rng.random(len(perioden)) < 0.6
    return Perioden(start, np.where(loopt_mee | (einde == EIND), perioden.einde, einde))


def _andere(rng: Generator, bewoners: int) -> Voorzieningen:
    """Kinds that no breakdown of the indicator counts."""
    perioden = verloop(rng, standen_bij(_ANDERE_IN_JAAR, 0.7), _ANDERE_IN_JAAR)
    persoon = rng.choice(bewoners, len(perioden), replace=False)
    return voorzieningen(perioden, persoon, _ANDERE[rng.choice(len(_ANDERE), len(perioden))])


def _zonder_bsn(
    rng: Generator, register: Burgerregister, als: Voorzieningen, eerste_nummer: int
) -> tuple[Voorzieningen, Personen]:
    """Clients whose BSN nobody knows: their records are like others', and no person follows from them."""
    welke = rng.choice(len(als), _ZONDER_BSN, replace=False)
    nummers = np.arange(eerste_nummer, eerste_nummer + _ZONDER_BSN)
    personen = register.nieuwe(rng, rng.integers(dag(1935, 1, 1), dag(1990, 1, 1), _ZONDER_BSN))
    onbekend = replace(personen, bsn=np.full(_ZONDER_BSN, BSN_ONBEKEND, dtype=object))
    return voorzieningen(als.perioden.kies(welke), nummers, als.productcategorie[welke]), onbekend
