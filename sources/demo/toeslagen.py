"""Decisions on the individuele inkomenstoeslag.

Belongs here: who applied, when it was decided and how. Does not belong here: SSD's layout (`sources.ssd.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.inzet import GEEN
from sources.demo.personen import Burgerregister, geboren_bij, stroom
from sources.demo.tijd import BEGIN, EIND, JAREN, OPEN, IntArray, TextArray, dag

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.bijstand import Bijstand
    from sources.demo.doelcijfers import Doelcijfers

_EERSTE_HUISHOUDEN = 300_000
_NIET_UIT_BIJSTAND = 1500
_AANDEEL_UIT_BIJSTAND = 0.7
_AFGEWEZEN, _BUITEN_BEHANDELING = 0.14, 0.04
_NOG_TE_BESLISSEN = 60
_BEDRAGEN_2019 = np.array([42_000, 53_800, 60_000])
_INDEXERING = 0.03


@dataclass(frozen=True)
class Beschikkingen:
    """Columns of decisions, in order of application; `besluit_op` is OPEN and `besluit` empty where the demo ends
    before the decision."""

    huishouden: IntArray
    bsn: TextArray
    aanvraag: IntArray
    besluit_op: IntArray
    besluit: TextArray
    bedrag_cent: IntArray


def maak_toeslagen(doelen: Doelcijfers, register: Burgerregister, bijstand: Bijstand) -> Beschikkingen:
    """Decisions whose toekenningen, and households with one, are the target figures."""
    rng = stroom(4)
    anderen = np.arange(_EERSTE_HUISHOUDEN, _EERSTE_HUISHOUDEN + _NIET_UIT_BIJSTAND)
    begin = np.full(_NIET_UIT_BIJSTAND, BEGIN, dtype=np.int64)
    ander_bsn = register.nieuwe(rng, geboren_bij(rng, begin, begin + 6 * 365, (24, 58), 66)).bsn

    jaren = [_een_jaar(rng, doelen, bijstand, anderen, jaar) for jaar in JAREN]
    jaren.append(_nog_niet_besloten(rng, anderen))
    huishouden, aanvraag, besluit_op, besluit = (np.concatenate(kolom) for kolom in zip(*jaren, strict=True))
    volgorde = np.argsort(aanvraag, kind="stable")
    huishouden, aanvraag, besluit_op, besluit = (k[volgorde] for k in (huishouden, aanvraag, besluit_op, besluit))
    uit_bijstand = huishouden < _EERSTE_HUISHOUDEN
    bsn = np.empty(len(huishouden), dtype=object)
    bsn[uit_bijstand] = bijstand.aanvrager.bsn[huishouden[uit_bijstand]]
    bsn[~uit_bijstand] = ander_bsn[huishouden[~uit_bijstand] - _EERSTE_HUISHOUDEN]
    return Beschikkingen(huishouden, bsn, aanvraag, besluit_op, besluit, _bedragen(huishouden, besluit_op, besluit))


_Jaar = tuple[IntArray, IntArray, IntArray, TextArray]


def _een_jaar(rng: Generator, doelen: Doelcijfers, bijstand: Bijstand, anderen: IntArray, jaar: int) -> _Jaar:
    toekenningen = doelen.aantal("iit_toekenningen", jaar)
    huishoudens = doelen.aantal("iit_bereik_pct", jaar, maat="teller", versie=2 if jaar >= 2023 else 1)
    lang = bijstand.perioden.in_levering(jaar) & (bijstand.perioden.start <= dag(jaar - 5, 1, 1))
    uit_bijstand = rng.choice(
        np.unique(bijstand.huishouden[lang]), round(_AANDEEL_UIT_BIJSTAND * huishoudens), replace=False
    )
    rest = rng.permutation(anderen)
    van_anderen = huishoudens - len(uit_bijstand)
    toegekend = np.concatenate([uit_bijstand, rest[:van_anderen]])
    opnieuw = toegekend[: toekenningen - huishoudens]
    afgewezen = rng.choice(
        np.setdiff1d(np.arange(bijstand.aantal_huishoudens), toegekend), round(_AFGEWEZEN * toekenningen)
    )
    buiten = rest[van_anderen:][: round(_BUITEN_BEHANDELING * toekenningen)]

    groepen = [toegekend, opnieuw, afgewezen, buiten]
    besluit_op = rng.integers(dag(jaar, 1, 2), dag(jaar, 12, 31), sum(map(len, groepen)), endpoint=True)
    # Who is granted it twice: first in spring, and again in autumn, after an objection.
    besluit_op[: len(opnieuw)] = rng.integers(dag(jaar, 1, 2), dag(jaar, 5, 31), len(opnieuw), endpoint=True)
    besluit_op[len(toegekend) :][: len(opnieuw)] = rng.integers(
        dag(jaar, 9, 1), dag(jaar, 12, 31), len(opnieuw), endpoint=True
    )
    besluit = np.repeat(
        np.array(["TOEGEKEND", "TOEGEKEND", "AFGEWEZEN", "BUITEN_BEHANDELING"], dtype=object), [len(g) for g in groepen]
    )
    aanvraag = besluit_op - rng.integers(5, 70, len(besluit_op))
    return np.concatenate(groepen), aanvraag, besluit_op, besluit


def _nog_niet_besloten(rng: Generator, anderen: IntArray) -> _Jaar:
    huishouden = rng.choice(anderen, _NOG_TE_BESLISSEN, replace=False)
    aanvraag = EIND - rng.integers(0, 40, _NOG_TE_BESLISSEN)
    return (
        huishouden,
        aanvraag,
        np.full(_NOG_TE_BESLISSEN, OPEN, dtype=np.int64),
        np.full(_NOG_TE_BESLISSEN, "", dtype=object),
    )


def _bedragen(huishouden: IntArray, besluit_op: IntArray, besluit: TextArray) -> IntArray:
    jaren = (
        np.minimum(besluit_op, EIND).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970 - JAREN[0]
    )
    bedrag = np.round(_BEDRAGEN_2019[huishouden % 3] * (1 + _INDEXERING) ** jaren, -2).astype(np.int64)
    return np.where(besluit == "TOEGEKEND", bedrag, GEEN)
