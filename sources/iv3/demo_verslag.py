"""One made-up report of every municipality: so much per inhabitant and taakveld.

Belongs here: the amounts, and who did not deliver. The demo's own municipalities stand in it with their own report.
Does not belong here: how that is made (`demo_rekening`), and CBS's layouts (`demo_landelijk`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sources.iv3.demo_gemeenten import Gemeenten, gemeenten_op
from sources.iv3.demo_rekening import RESULTAAT, Taakvelden, maak_rekening, taakvelden_van, totalen

if TYPE_CHECKING:
    from sources.demo.tijd import IntArray
    from sources.iv3.demo_rekening import FloatArray, Rekening

CODE_GEEN_OPGAVE = -99998
ONTBREEKT, NULLEN, GEEN_OPGAVE = "GM0415", "GM1961", "GM0310"
"""Did not deliver: one is absent, one stands there with zeros, one with the code that says so."""

_PRIJSPEIL, _GROEI = 2024, 1.05
_NIVEAU, _KEUZES = 0.08, 0.2  # how much municipalities differ in all they spend, and in what they spend it on
_RESULTAAT_PER_INWONER, _SPREIDING = 60.0, 50.0


@dataclass(frozen=True)
class Verslag:
    """One report of everybody: a row per municipality, a column per taakveld, amounts x 1.000 euro."""

    gemeenten: Gemeenten
    taakvelden: Taakvelden
    lasten: IntArray
    baten: IntArray
    salarissen: IntArray


def maak_verslag(verslagsoort: str) -> Verslag:
    """The report, e.g. `2023X005`, of the municipalities at the beginning of its year; the same every time."""
    jaar = int(verslagsoort[:4])
    gemeenten, velden = gemeenten_op(date(jaar, 1, 1)).zonder(ONTBREEKT), taakvelden_van(jaar)
    verslag = _verzonnen(gemeenten, velden, verslagsoort)
    for code in sorted({gemeente for gemeente, eigen in totalen() if eigen == verslagsoort}):
        _neem_over(verslag, gemeenten.codes.index(code), maak_rekening(code, verslagsoort))
    for code, waarde in ((NULLEN, 0), (GEEN_OPGAVE, CODE_GEEN_OPGAVE)):
        for bedragen in (verslag.lasten, verslag.baten, verslag.salarissen):
            bedragen[gemeenten.codes.index(code)] = waarde
    return verslag


def _verzonnen(gemeenten: Gemeenten, velden: Taakvelden, verslagsoort: str) -> Verslag:
    jaar, soort = int(verslagsoort[:4]), int(verslagsoort[-1])
    vorm = (len(gemeenten.codes), len(velden.codes))
    dobbel = np.random.default_rng([jaar, soort])
    niveau = _GROEI ** (jaar - _PRIJSPEIL) * dobbel.lognormal(0.0, _NIVEAU, vorm[0])
    omvang = (niveau * gemeenten.inwoners / 1000)[:, None]
    lasten = _duizenden(omvang * velden.lasten * dobbel.lognormal(0.0, _KEUZES, vorm))
    baten = _duizenden(omvang * velden.baten * dobbel.lognormal(0.0, _KEUZES, vorm))
    if soort:
        resultaat = dobbel.normal(_RESULTAAT_PER_INWONER, _SPREIDING, vorm[0])
        lasten[:, velden.plaats(RESULTAAT)] = _duizenden(omvang[:, 0] * resultaat)
    # The grant of the Rijk balances the books.
    baten[:, velden.plaats("0.7")] += lasten.sum(axis=1) - baten.sum(axis=1)
    salarissen = _duizenden(lasten.astype(np.float64) * np.nan_to_num(velden.deel_salarissen))
    return Verslag(gemeenten, velden, lasten, baten, salarissen)


def _neem_over(verslag: Verslag, rij: int, rekening: Rekening) -> None:
    salarissen = np.array([rekening.lasten.get((veld, "1.1"), 0) for veld in verslag.taakvelden.codes])
    verslag.lasten[rij] = _duizenden(rekening.per_taakveld_lasten / 1000)
    verslag.baten[rij] = _duizenden(rekening.per_taakveld_baten / 1000)
    verslag.salarissen[rij] = _duizenden(salarissen / 1000)


def _duizenden(bedragen: FloatArray) -> IntArray:
    heel: IntArray = np.rint(bedragen).astype(np.int64)
    return heel
