"""Work with loonkostensubsidie and beschut werk.

Belongs here: who works where and how many hours. Does not belong here: sociale activering (`sources.demo.activering`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.bijstand import DOELGROEP, MET_LKS_EN_UITKERING, Bijstand
from sources.demo.inzet import Inzet, alle_inzet, inzet
from sources.demo.personen import Burgerregister, geboren_bij, stroom
from sources.demo.tijd import BEGIN, JAREN, OPEN, IntArray, TextArray, dag, maandeinden
from sources.demo.verloop import Perioden, samen, verloop

if TYPE_CHECKING:
    from decimal import Decimal

    from numpy.random import Generator

    from sources.demo.doelcijfers import Doelcijfers

UREN_PER_DIENSTVERBAND = 31

_EERSTE_HUISHOUDEN = 200_000
_TWEE_CONTRACTEN = 12
_FORFAITAIRE_DAGEN = 182
_CONTRACTUREN = np.array([200, 240, 280, 280, 310, 320, 320, 360])
_KLEINSTE, _GROOTSTE = 160, 400
_POGINGEN = 5000


def maak_werk(doelen: Doelcijfers, register: Burgerregister, bijstand: Bijstand) -> Inzet:
    """Loonkostensubsidie at regular and sheltered employers, and beschut werk, that meet the target figures."""
    rng = stroom(3)
    beschut, uren = _beschut_werk(rng, doelen)
    teller = doelen.aantallen("lks_regulier_pct", maat="teller")
    standen = [n - MET_LKS_EN_UITKERING for n in (teller[0], *teller)]
    in_jaar = [max(a, b) + round(0.15 * b) for a, b in pairwise(standen)]
    regulier = verloop(rng, standen, in_jaar, looptijd_jaren=2.5, hoogstens_jaren=4)

    mensen = samen([regulier, beschut])
    personen = register.nieuwe(rng, geboren_bij(rng, mensen.start, mensen.einde, (18.5, 55), 65))
    huishouden = np.arange(_EERSTE_HUISHOUDEN, _EERSTE_HUISHOUDEN + len(mensen))
    met_lks = slice(0, len(regulier))
    beschutten = slice(len(regulier), None)
    return alle_inzet(
        [
            _loonkostensubsidie(rng, regulier, huishouden[met_lks], personen.bsn[met_lks]),
            _naast_uitkering(rng, bijstand),
            inzet(
                beschut,
                huishouden[beschutten],
                personen.bsn[beschutten],
                "BESCHUT_WERK",
                uren_tiende=uren,
                loonwaarde_tiende=rng.integers(20, 41, len(beschut)) * 10,
                werkgever="BESCHUT",
            ),
            # The wage of a beschutte werkplek is subsidised too; not at a regular employer, so LKS-regulier does not
            # count it.
            inzet(
                beschut,
                huishouden[beschutten],
                personen.bsn[beschutten],
                "LOONKOSTENSUBSIDIE",
                uren_tiende=uren,
                loonwaarde_tiende=rng.integers(40, 81, len(beschut)) * 5,
                werkgever="BESCHUT",
            ),
        ]
    )


def _loonkostensubsidie(rng: Generator, perioden: Perioden, huishouden: IntArray, bsn: TextArray) -> Inzet:
    """One row a contract. Some begin forfaitair and go over without a gap; some have two contracts: still one
    person."""
    begint_forfaitair = (rng.random(len(perioden)) < 0.3) & (perioden.einde - perioden.start > 2 * _FORFAITAIRE_DAGEN)
    over = perioden.start + _FORFAITAIRE_DAGEN
    eerste = perioden.kies(begint_forfaitair)
    tweede_contract = np.flatnonzero(~begint_forfaitair)[:_TWEE_CONTRACTEN]
    wie = np.concatenate([np.flatnonzero(begint_forfaitair), np.arange(len(perioden)), tweede_contract])
    rijen = samen(
        [
            Perioden(eerste.start, over[begint_forfaitair] - 1),
            Perioden(np.where(begint_forfaitair, over, perioden.start), perioden.einde),
            perioden.kies(tweede_contract),
        ]
    )
    forfaitair = np.arange(len(wie)) < begint_forfaitair.sum()
    return inzet(
        rijen,
        huishouden[wie],
        bsn[wie],
        np.where(forfaitair, "FORFAITAIRE_LKS", "LOONKOSTENSUBSIDIE").astype(object),
        uren_tiende=rng.choice([160, 200, 240, 280, 320, 360, 380], len(wie)),
        loonwaarde_tiende=np.where(forfaitair, 500, rng.integers(60, 161, len(wie)) * 5),
        werkgever="REGULIER",
    )


def _naast_uitkering(rng: Generator, bijstand: Bijstand) -> Inzet:
    """Heads of households that keep an uitkering beside their subsidised job, for as long as the demo lasts."""
    doorlopend = (bijstand.perioden.start < BEGIN) & (bijstand.perioden.einde == OPEN)
    kan = np.unique(bijstand.huishouden[doorlopend & (bijstand.groep[bijstand.huishouden] == DOELGROEP)])
    gekozen = rng.choice(kan, MET_LKS_EN_UITKERING, replace=False)
    begonnen = BEGIN - rng.integers(1, 700, MET_LKS_EN_UITKERING)
    perioden = Perioden(begonnen, np.full(MET_LKS_EN_UITKERING, OPEN, dtype=np.int64))
    return inzet(
        perioden,
        gekozen,
        bijstand.aanvrager.bsn[gekozen],
        "LOONKOSTENSUBSIDIE",
        uren_tiende=rng.choice([80, 120, 160], MET_LKS_EN_UITKERING),
        loonwaarde_tiende=rng.integers(60, 121, MET_LKS_EN_UITKERING) * 5,
        werkgever="REGULIER",
    )


@dataclass
class _Contracten:
    """Contracts of beschut werk, growing year by year; the hours are in tenths."""

    uren: IntArray
    start: IntArray
    einde: IntArray

    def perioden(self) -> Perioden:
        return Perioden(self.start, self.einde)

    def lopend(self) -> IntArray:
        return np.flatnonzero(self.einde == OPEN)

    def voeg_toe(self, uren: IntArray, start: IntArray) -> IntArray:
        """Add running contracts; returns their places."""
        self.uren = np.concatenate([self.uren, uren])
        self.start = np.concatenate([self.start, start])
        self.einde = np.concatenate([self.einde, np.full(len(uren), OPEN, dtype=np.int64)])
        return np.arange(len(self.uren) - len(uren), len(self.uren))


def _beschut_werk(rng: Generator, doelen: Doelcijfers) -> tuple[Perioden, IntArray]:
    """Contracts whose hours add up to the figures of 1 January and 31 December, and whose month ends have the mean that
    is asked."""
    leeg = np.empty(0, dtype=np.int64)
    contracten = _Contracten(leeg, leeg, leeg)
    begin = _contracturen(rng, _uren_tiende(doelen.waarde("beschut_werk", JAREN[0], "begin_jaar")))
    contracten.voeg_toe(begin, BEGIN - rng.integers(30, 1400, len(begin)))
    for jaar in JAREN:
        lopend = contracten.lopend()
        weg = rng.choice(lopend, round(0.09 * len(lopend)), replace=False)
        blijft = int(contracten.uren[lopend].sum() - contracten.uren[weg].sum())
        uren = _contracturen(rng, _uren_tiende(doelen.waarde("beschut_werk", jaar)) - blijft)
        nieuw = contracten.voeg_toe(uren, np.full(len(uren), dag(jaar, 12, 31), dtype=np.int64))
        _dagen_bij_gemiddelde(
            rng, contracten, nieuw, weg, jaar=jaar, gemiddeld=doelen.waarde("beschut_werk", jaar, "gemiddeld")
        )
    return contracten.perioden(), contracten.uren


def _uren_tiende(dienstverbanden: Decimal) -> int:
    return int(dienstverbanden * UREN_PER_DIENSTVERBAND * 10)


def _contracturen(rng: Generator, som_tiende: int) -> IntArray:
    """Contract hours (in tenths) that add up to the sum: usual contracts, and one that takes what is left."""
    uren: list[int] = []
    rest = som_tiende
    while not _KLEINSTE <= rest <= _GROOTSTE:
        if rest < _KLEINSTE:
            raise ValueError(f"no contracts add up to {som_tiende / 10} hours")
        passend = _CONTRACTUREN[rest - _CONTRACTUREN >= _KLEINSTE]
        uren.append(int(rng.choice(passend)))
        rest -= uren[-1]
    return np.array([*uren, rest], dtype=np.int64)


def _dagen_bij_gemiddelde(
    rng: Generator, contracten: _Contracten, nieuw: IntArray, weg: IntArray, *, jaar: int, gemiddeld: Decimal
) -> None:
    """Fill in when the new ones start and the leavers end, such that the mean of the month ends has the decimals of the
    target.

    Raises ValueError where no days do: then the target is out of reach of the figures of 1 January and 31 December.
    """
    decimalen = -int(gemiddeld.as_tuple().exponent)
    for _ in range(_POGINGEN):
        contracten.start[nieuw] = rng.integers(dag(jaar, 1, 2), dag(jaar, 12, 31), len(nieuw), endpoint=True)
        contracten.einde[weg] = rng.integers(dag(jaar, 1, 1), dag(jaar, 12, 30), len(weg), endpoint=True)
        perioden = contracten.perioden()
        tiende = [int(contracten.uren[perioden.actief_op(t)].sum()) for t in maandeinden(jaar).tolist()]
        if round(sum(tiende) / 12 / 10 / UREN_PER_DIENSTVERBAND, decimalen) == float(gemiddeld):
            return
    raise ValueError(f"beschut werk {jaar}: no days give a mean of {gemiddeld}")
