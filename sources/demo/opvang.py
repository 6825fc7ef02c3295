"""Beschermd wonen and maatschappelijke opvang for the eight municipalities of the region.

Belongs here: who stays or waits, from when until when, whichever system wrote it down: VIS2 until 2023, CIMOT after it.
Does not belong here: their layouts (`sources.vis2.demo`, `sources.cimot.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.personen import BSN_ONBEKEND, Burgerregister, stroom
from sources.demo.tijd import BEGIN, EIND, JAREN, OPEN, BoolArray, IntArray, TextArray, dag
from sources.demo.verloop import Perioden, met_terugkeer, samen, verloop

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.doelcijfers import Doelcijfers

DAGEN_PER_MAAND = 30.4375

GEMEENTEN = (
    ("GM0153", "Enschede"),
    ("GM0164", "Hengelo"),
    ("GM0173", "Oldenzaal"),
    ("GM0158", "Haaksbergen"),
    ("GM0168", "Losser"),
    ("GM0147", "Borne"),
    ("GM1735", "Hof van Twente"),
    ("GM1774", "Dinkelland"),
)
_KANS_GEMEENTE = [0.58, 0.18, 0.07, 0.04, 0.04, 0.03, 0.03, 0.03]

_ZONDER_BSN = 24
_OOK_BESCHERMD = 40
_LANGSTE_VERBLIJF = 900


@dataclass(frozen=True)
class Verblijven:
    """Stays: `client` is a place in the table of clients, `wacht` says that the record is a place on the waiting
    list."""

    perioden: Perioden
    client: IntArray
    wacht: BoolArray


@dataclass(frozen=True)
class Opvang:
    """Both tables, and by client the BSN and the municipality he came from (a place in GEMEENTEN)."""

    beschermd: Verblijven
    maatschappelijk: Verblijven
    bsn: TextArray
    herkomst: IntArray


def maak_opvang(doelen: Doelcijfers, register: Burgerregister) -> Opvang:
    """Stays that meet the target figures for clients of beschermd wonen and for the duration of maatschappelijke
    opvang."""
    rng = stroom(7)
    trajecten, clienten = _trajecten(rng, doelen)
    beschermd = _in_rijen(rng, trajecten, clienten)
    opvang, gasten = _maatschappelijke_opvang(rng, doelen)
    gasten = _ook_beschermd(gasten + int(clienten.max()) + 1, opvang, trajecten, clienten)

    aantal = int(gasten.max()) + 1
    onbekend = np.arange(aantal, aantal + 2 * _ZONDER_BSN)
    beschermd_onbekend = rng.choice(len(trajecten), _ZONDER_BSN, replace=False)
    opvang_onbekend = rng.choice(len(opvang), _ZONDER_BSN, replace=False)
    bsn = register.bsns(aantal + 2 * _ZONDER_BSN)
    bsn[onbekend] = BSN_ONBEKEND
    return Opvang(
        beschermd=_op_volgorde(
            Verblijven(
                samen([beschermd.perioden, trajecten.kies(beschermd_onbekend)]),
                np.concatenate([beschermd.client, onbekend[:_ZONDER_BSN]]),
                np.concatenate([beschermd.wacht, np.zeros(_ZONDER_BSN, dtype=bool)]),
            )
        ),
        maatschappelijk=_op_volgorde(
            Verblijven(
                samen([opvang, opvang.kies(opvang_onbekend)]),
                np.concatenate([gasten, onbekend[_ZONDER_BSN:]]),
                np.zeros(len(opvang) + _ZONDER_BSN, dtype=bool),
            )
        ),
        bsn=bsn,
        herkomst=rng.choice(len(GEMEENTEN), len(bsn), p=_KANS_GEMEENTE),
    )


def _op_volgorde(verblijven: Verblijven) -> Verblijven:
    volgorde = np.lexsort([verblijven.client, verblijven.perioden.start])
    return Verblijven(verblijven.perioden.kies(volgorde), verblijven.client[volgorde], verblijven.wacht[volgorde])


def _trajecten(rng: Generator, doelen: Doelcijfers) -> tuple[Perioden, IntArray]:
    """Beschermd wonen with the waiting before it as one stretch; who left can come back in a later year."""
    in_jaar = doelen.aantallen("beschermd_wonen_clienten", versie=2)
    stand = doelen.aantallen("beschermd_wonen_clienten", versie=1)
    trajecten = verloop(rng, [stand[0] - 6, *stand], in_jaar, looptijd_jaren=3.0, hoogstens_jaren=11)
    return trajecten, met_terugkeer(rng, trajecten, 0.08)


def _in_rijen(rng: Generator, trajecten: Perioden, clienten: IntArray) -> Verblijven:
    """A third waits first, a tenth moves to another place: rows that follow on each other, so that the person is there
    all the time."""
    n = len(trajecten)
    wachtdagen = np.where(rng.random(n) < 0.33, rng.integers(20, 240, n), 0)
    geplaatst = trajecten.start + wachtdagen
    komt_erin = geplaatst <= trajecten.einde
    verhuist_op = geplaatst + rng.integers(120, 500, n)
    verhuist = (rng.random(n) < 0.1) & komt_erin & (verhuist_op < trajecten.einde) & (verhuist_op <= EIND)
    wacht = wachtdagen > 0
    einde_eerste = np.where(verhuist, verhuist_op - 1, trajecten.einde)
    einde_wacht = np.where(komt_erin, geplaatst - 1, trajecten.einde)
    perioden = samen(
        [
            Perioden(trajecten.start[wacht], einde_wacht[wacht]),
            Perioden(geplaatst[komt_erin], einde_eerste[komt_erin]),
            Perioden(verhuist_op[verhuist], trajecten.einde[verhuist]),
        ]
    )
    client = np.concatenate([clienten[wacht], clienten[komt_erin], clienten[verhuist]])
    return Verblijven(perioden, client, np.arange(len(client)) < wacht.sum())


def _maatschappelijke_opvang(rng: Generator, doelen: Doelcijfers) -> tuple[Perioden, IntArray]:
    """Stays by the year in which they end; the year after the demo gives those that are still open."""
    perioden: list[Perioden] = []
    gasten: list[IntArray] = []
    aantal = 0
    for jaar in (*JAREN, JAREN[-1] + 1):
        bekend = min(jaar, JAREN[-1])
        personen = doelen.aantal("mo_verblijfsduur", bekend, maat="noemer")
        dagen = _verblijfsdagen(rng, personen, float(doelen.waarde("mo_verblijfsduur", bekend)))
        deel, wie = _vertrokken_in(rng, jaar, dagen)
        perioden.append(deel)
        gasten.append(wie + aantal)
        aantal += personen
    alles, wie = samen(perioden), np.concatenate(gasten)
    begonnen = alles.start <= EIND
    return alles.kies(begonnen), wie[begonnen]


def _verblijfsdagen(rng: Generator, personen: int, maanden: float) -> IntArray:
    """Days per person, long and short, whose mean is that many months as nearly as whole days can be."""
    som = round(maanden * DAGEN_PER_MAAND * personen)
    gewicht = rng.lognormal(0, 0.7, personen)
    dagen: IntArray = np.clip((gewicht / gewicht.sum() * som).astype(np.int64), 10, _LANGSTE_VERBLIJF)
    verschil = som - int(dagen.sum())
    midden = np.argsort(dagen, kind="stable")[personen // 4 : 3 * personen // 4]
    dagen[midden] += verschil // len(midden)
    dagen[midden[: verschil % len(midden)]] += 1
    return dagen


def _vertrokken_in(rng: Generator, jaar: int, dagen: IntArray) -> tuple[Perioden, IntArray]:
    """One stay a person; one in five had two that ended in this year, with the days divided over them."""
    n = len(dagen)
    twee = (np.arange(n) < n // 5) & (dagen >= 30)
    tweede = np.where(twee, np.minimum(dagen // 3, 60), 0)
    vertrek = np.where(
        twee,
        rng.integers(dag(jaar, 6, 1), dag(jaar, 12, 31), n, endpoint=True),
        rng.integers(dag(jaar, 1, 1), dag(jaar, 12, 31), n, endpoint=True),
    )
    aankomst_tweede = vertrek[twee] - tweede[twee]
    vertrek_eerste = np.where(twee, vertrek - tweede - rng.integers(5, 40, n), vertrek)
    eerste = Perioden(vertrek_eerste - (dagen - tweede), vertrek_eerste)
    laatste = np.flatnonzero(twee)
    perioden = samen([eerste, Perioden(aankomst_tweede, vertrek[twee])])
    if jaar > JAREN[-1]:
        perioden = Perioden(perioden.start, np.full(len(perioden), OPEN, dtype=np.int64))
    return perioden, np.concatenate([np.arange(n), laatste])


def _ook_beschermd(gasten: IntArray, opvang: Perioden, trajecten: Perioden, clienten: IntArray) -> IntArray:
    """Some guests go on to beschermd wonen: the same client, whose traject begins after the stay."""
    volgorde = np.argsort(trajecten.start, kind="stable")
    nieuwkomers = volgorde[trajecten.start[volgorde] >= BEGIN]
    een_verblijf = np.flatnonzero(np.bincount(gasten)[gasten] == 1)
    vertrokken = een_verblijf[opvang.einde[een_verblijf] < trajecten.start[nieuwkomers[-1]]]
    kandidaten = vertrokken[:: max(1, len(vertrokken) // _OOK_BESCHERMD)]
    volgende = nieuwkomers[np.searchsorted(trajecten.start[nieuwkomers], opvang.einde[kandidaten], side="right")]
    wie, eerste = np.unique(clienten[volgende], return_index=True)
    gasten = gasten.copy()
    gasten[kandidaten[eerste]] = wie
    return gasten
