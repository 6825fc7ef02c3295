"""Who lives on bijstand, from when until when.

Belongs here: uitkeringen and their households. Does not belong here: what is done to help them back to work
(`sources.demo.activering`, `sources.demo.werk`), nor SSD's layout (`sources.ssd.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.personen import BSN_ONBEKEND, Burgerregister, Personen, geboren_bij, stroom
from sources.demo.tijd import BEGIN, JAREN, OPEN, BoolArray, IntArray, TextArray
from sources.demo.verloop import Perioden, met_terugkeer, samen, verloop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

    from sources.demo.doelcijfers import Doelcijfers

PARTNER, DOELGROEP, OVERIG = 0, 1, 2
MET_LKS_EN_UITKERING = 25
"""Households whose head works with loonkostensubsidie and still has an uitkering: one person in the denominator of LKS,
not two."""

_ONBEKENDE_BSN = 4
_AANDEEL_PARTNER = 0.175
_INSTROOM = 0.2
_TERUGKEER = 0.12


@dataclass(frozen=True)
class Bijstand:
    """Uitkeringen (columns `perioden`, `huishouden`, `regeling`, `bedrag_cent`) and, by number of household, who they
    are for.

    A household has at most one uitkering at a time. Uitkeringen of which the period is the same lie in order of their
    start.
    """

    perioden: Perioden
    huishouden: IntArray
    regeling: TextArray
    bedrag_cent: IntArray
    aanvrager: Personen
    partner_bsn: TextArray
    groep: IntArray

    @property
    def aantal_huishoudens(self) -> int:
        """How many households ever had an uitkering in the demo."""
        return len(self.aanvrager)

    @property
    def met_bsn(self) -> BoolArray:
        """Per household: is the BSN of the aanvrager known."""
        return np.asarray(self.aanvrager.bsn != BSN_ONBEKEND)

    def lopend(self, t: int) -> IntArray:
        """Per household the number of the uitkering that is active on day t, -1 where there is none."""
        uitkering = np.flatnonzero(self.perioden.actief_op(t))
        per_huishouden = np.full(self.aantal_huishoudens, -1, dtype=np.int64)
        per_huishouden[self.huishouden[uitkering]] = uitkering
        return per_huishouden


def maak_bijstand(doelen: Doelcijfers, register: Burgerregister) -> Bijstand:
    """Uitkeringen whose counts at the ends of the years, in persons and in doelgroep LKS too, are the target
    figures."""
    rng = stroom(1)
    groepen = [_verloop_van_groep(rng, standen) for standen in _standen(doelen)]
    perioden = samen([p for p, _ in groepen])
    eerste_nummer = np.cumsum([0, *(h.max() + 1 for _, h in groepen)])
    huishouden = np.concatenate([h + eerste_nummer[i] for i, (_, h) in enumerate(groepen)])
    groep_van_huishouden = np.repeat(np.arange(len(groepen)), np.diff(eerste_nummer))

    volgorde = np.argsort(perioden.start, kind="stable")
    perioden, huishouden = perioden.kies(volgorde), huishouden[volgorde]
    aanvrager = _aanvragers(rng, register, perioden, huishouden, groep_van_huishouden)
    heeft_partner = groep_van_huishouden == PARTNER
    partner_bsn = np.full(len(aanvrager), "", dtype=object)
    partner_bsn[heeft_partner] = register.bsns(int(heeft_partner.sum()))
    return Bijstand(
        perioden=perioden,
        huishouden=huishouden,
        regeling=np.array(["PW", "IOAW", "IOAZ", "BBZ"], dtype=object)[
            rng.choice(4, len(perioden), p=[0.93, 0.05, 0.006, 0.014])
        ],
        bedrag_cent=np.where(heeft_partner[huishouden], 183_200, 128_400)
        - rng.choice([0, 0, 0, 12_550, 30_075], len(perioden)),
        aanvrager=aanvrager,
        partner_bsn=partner_bsn,
        groep=groep_van_huishouden,
    )


def _standen(doelen: Doelcijfers) -> list[list[int]]:
    """Counts at the ends of 2018 and later, per group: with a partner, in the doelgroep LKS (alone), and the rest."""
    totaal = [
        doelen.aantal("bijstand_uitkeringen", JAREN[0], "begin_jaar"),
        *doelen.aantallen("bijstand_uitkeringen"),
    ]
    partner = [round(n * _AANDEEL_PARTNER) for n in totaal]
    for jaar in (2022, 2023):
        # Version 1 of sociale activering counts persons: households, plus partners, minus those whose BSN nobody knows.
        i = jaar - JAREN[0] + 1
        partner[i] = doelen.aantal("sociale_activering_pct", jaar, maat="noemer") - totaal[i] + _ONBEKENDE_BSN
    noemer = doelen.aantallen("lks_regulier_pct", maat="noemer")
    teller = doelen.aantallen("lks_regulier_pct", maat="teller")
    doelgroep = [n - t + MET_LKS_EN_UITKERING for n, t in zip(noemer, teller, strict=True)]
    doelgroep = [doelgroep[0], *doelgroep]
    return [partner, doelgroep, [t - p - d for t, p, d in zip(totaal, partner, doelgroep, strict=True)]]


def _verloop_van_groep(rng: Generator, standen: Sequence[int]) -> tuple[Perioden, IntArray]:
    in_jaar = [max(begin, eind) + round(_INSTROOM * eind) for begin, eind in pairwise(standen)]
    perioden = verloop(rng, standen, in_jaar, looptijd_jaren=6.5, hoogstens_jaren=24)
    return perioden, met_terugkeer(rng, perioden, _TERUGKEER)


def _aanvragers(
    rng: Generator, register: Burgerregister, perioden: Perioden, huishouden: IntArray, groep: IntArray
) -> Personen:
    eerste = np.full(len(groep), OPEN, dtype=np.int64)
    laatste = np.zeros(len(groep), dtype=np.int64)
    np.minimum.at(eerste, huishouden, perioden.start)
    np.maximum.at(laatste, huishouden, perioden.einde)
    personen = register.nieuwe(rng, geboren_bij(rng, eerste, laatste, (18.5, 61.0), 66.5))
    langdurig = np.flatnonzero((eerste < BEGIN) & (laatste == OPEN) & (groep == OVERIG))
    doorlopend = langdurig[np.bincount(huishouden, minlength=len(groep))[langdurig] == 1]
    personen.bsn[doorlopend[:_ONBEKENDE_BSN]] = BSN_ONBEKEND
    return personen
