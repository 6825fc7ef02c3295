"""Children with jeugdhulp, jeugdbescherming and jeugdreclassering.

Belongs here: which child gets what, from when until when. Every child has one main record for each stretch of years;
what comes beside it lies within those years, so that the number of children is that of the main records. Does not
belong here: how many there must be (`sources.demo.jeugd_aantallen`), the types of maatregel
(`sources.demo.maatregelen`), nor Gidso's layout (`sources.gidso.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.jeugd_aantallen import Jeugdaantallen, bereken
from sources.demo.maatregelen import Maatregelen, maak_maatregelen, met_onbekenden
from sources.demo.personen import BSN_ONBEKEND, BSN_ONGEBOREN, Burgerregister, Personen, allen, geboren_bij, stroom
from sources.demo.regie import Domein, Voorzieningen, alle_voorzieningen, voorzieningen
from sources.demo.tijd import EIND, JAREN, OPEN, BoolArray, IntArray, TextArray, dag, jaar_van
from sources.demo.verloop import Perioden, met_terugkeer, samen, standen_bij, verloop

if TYPE_CHECKING:
    from numpy.random import Generator

    from sources.demo.doelcijfers import Doelcijfers

PLEEGZORG, GEZINSHUIS, GGZ, VERBLIJF, ZONDER_VERBLIJF = range(5)
VERSCHREVEN = 3
"""So many records of the first delivery of 2023 carry a mistyped BSN, and make a child too many each."""

_WOONPLAATSBEGINSEL = dag(2022, 1, 1)
_LICHT = np.array(["45", "54", "51", "52", "50", "41", "53", "40", "42", "49"], dtype=object)
_LICHT_KANS = [0.40, 0.22, 0.08, 0.08, 0.07, 0.05, 0.04, 0.03, 0.02, 0.01]


@dataclass(frozen=True)
class _Hoofd:
    """Main records: whose, and of which group."""

    perioden: Perioden
    kind: IntArray
    groep: IntArray


def maak_jeugd(doelen: Doelcijfers, register: Burgerregister) -> tuple[Domein, Maatregelen]:
    """Jeugdhulp and maatregelen that meet the target figures; both tables share their clients."""
    rng = stroom(5)
    aantallen = bereken(doelen)
    hoofd = _hoofdrecords(rng, aantallen)
    bescherming, bij_bescherming = _verdeel_uniek(rng, hoofd, aantallen.bescherming, 0.72)
    reclassering, bij_reclassering = _verdeel_uniek(rng, hoofd, aantallen.reclassering, 0.5)
    maatregelen = maak_maatregelen(
        rng, bescherming, hoofd.kind[bij_bescherming], reclassering, hoofd.kind[bij_reclassering]
    )
    beschermd = np.zeros(len(hoofd.kind), dtype=bool)
    beschermd[bij_bescherming] = True
    extra_licht = _licht(rng, *_verdeel(rng, hoofd, aantallen.extra_licht, 0.5))
    delen = [
        extra_licht,
        _hoofdhulp(rng, hoofd),
        voorzieningen(bescherming, hoofd.kind[bij_bescherming], "48", "02", "N"),
        voorzieningen(reclassering, hoofd.kind[bij_reclassering], "47", "02", "N"),
        voorzieningen(*_verdeel(rng, hoofd, aantallen.extra_bescherming, 0.5, beschermd), "48", "02", "N"),
        _crisis(rng, *_verdeel(rng, hoofd, aantallen.extra_crisis, 0.2)),
        _extra_verblijf(rng, hoofd, aantallen),
    ]
    kinderen = _kinderen(rng, register, alle_voorzieningen(delen), maatregelen)
    delen_zonder_bsn, zonder_bsn = _zonder_bsn(rng, register, aantallen, len(kinderen))
    alles = alle_voorzieningen([*delen, *delen_zonder_bsn])
    maatregelen = met_onbekenden(maatregelen, delen_zonder_bsn[0])
    verschreven = _verschreven(rng, register, extra_licht)
    return Domein("JW", allen([kinderen, zonder_bsn]), alles, verschreven), maatregelen


def _hoofdrecords(rng: Generator, aantallen: Jeugdaantallen) -> _Hoofd:
    per_groep = [
        (aantallen.pleegzorg, 0.82, 0.0),
        (aantallen.gezinshuis, 0.84, 0.0),
        (aantallen.ggz_verblijf, 0.5, 0.0),
        (aantallen.overig_verblijf, 0.58, 0.0),
        (aantallen.zonder_verblijf, 0.6, 0.1),
    ]
    perioden: list[Perioden] = []
    kinderen: list[IntArray] = []
    aantal = 0
    for groep, (in_jaar, blijft, terugkeer) in enumerate(per_groep):
        deel = verloop(rng, standen_bij(in_jaar, blijft), in_jaar)
        if groep in (PLEEGZORG, GEZINSHUIS, VERBLIJF):
            deel = _op_woonplaatsbeginsel(rng, deel)
        kind = met_terugkeer(rng, deel, terugkeer)
        perioden.append(deel)
        kinderen.append(kind + aantal)
        aantal += int(kind.max()) + 1
    groepen = np.repeat(np.arange(len(perioden)), [len(p) for p in perioden])
    return _Hoofd(samen(perioden), np.concatenate(kinderen), groepen)


def _op_woonplaatsbeginsel(rng: Generator, perioden: Perioden) -> Perioden:
    """Half of the stays that came in 2022 came over from another municipality on the day the new woonplaatsbeginsel
    began."""
    over = (jaar_van(perioden.start) == 2022) & (rng.random(len(perioden)) < 0.5)
    return Perioden(np.where(over, _WOONPLAATSBEGINSEL, perioden.start), perioden.einde)


def _verdeel(
    rng: Generator,
    hoofd: _Hoofd,
    in_jaar: list[int],
    blijft: float,
    kan: BoolArray | None = None,
    *,
    looptijd: float = 1.0,
) -> tuple[Perioden, IntArray]:
    """New records for children who have a main record in every year in which the new one is active. Returns periods and
    children."""
    perioden = verloop(rng, standen_bij(in_jaar, blijft), in_jaar, looptijd_jaren=looptijd, hoogstens_jaren=4)
    return perioden, hoofd.kind[_bij_hoofd(rng, perioden, hoofd, kan)]


def _verdeel_uniek(rng: Generator, hoofd: _Hoofd, in_jaar: list[int], blijft: float) -> tuple[Perioden, IntArray]:
    """The same, with at most one new record a child. Returns periods and main records."""
    perioden = verloop(rng, standen_bij(in_jaar, blijft), in_jaar, hoogstens_jaren=6)
    return perioden, _bij_hoofd(rng, perioden, hoofd, None, uniek=True)


def _bij_hoofd(
    rng: Generator, perioden: Perioden, hoofd: _Hoofd, kan: BoolArray | None, *, uniek: bool = False
) -> IntArray:
    van, tot = _eerste_jaar(hoofd.perioden), jaar_van(hoofd.perioden.einde)
    jaren = _eerste_jaar(perioden) * 10_000 + jaar_van(perioden.einde)
    vrij = np.ones(len(hoofd.kind), dtype=bool) if kan is None else kan.copy()
    gekozen = np.empty(len(perioden), dtype=np.int64)
    # The longest first: few main records cover many years.
    for paar in sorted(np.unique(jaren).tolist(), key=lambda p: (p // 10_000 - p % 10_000, p)):
        rijen = np.flatnonzero(jaren == paar)
        passend = np.flatnonzero(vrij & (van <= paar // 10_000) & (tot >= paar % 10_000))
        gekozen[rijen] = rng.choice(passend, len(rijen), replace=not uniek)
        if uniek:
            vrij &= ~np.isin(hoofd.kind, hoofd.kind[gekozen[rijen]])
    return gekozen


def _eerste_jaar(perioden: Perioden) -> IntArray:
    """The year of the start; all years before the demo count as the last of them."""
    return np.maximum(jaar_van(perioden.start), JAREN[0] - 1)


def _hoofdhulp(rng: Generator, hoofd: _Hoofd) -> Voorzieningen:
    def van(groep: int) -> tuple[Perioden, IntArray]:
        welke = hoofd.groep == groep
        return hoofd.perioden.kies(welke), hoofd.kind[welke]

    return alle_voorzieningen(
        [
            voorzieningen(*van(PLEEGZORG), "44", "11", "N"),
            voorzieningen(*van(GEZINSHUIS), "44", "12", "J"),
            voorzieningen(*van(GGZ), "54", "14", "N"),
            _verblijf(rng, *van(VERBLIJF)),
            _licht(rng, *van(ZONDER_VERBLIJF)),
        ]
    )


def _verblijf(rng: Generator, perioden: Perioden, kind: IntArray) -> Voorzieningen:
    """Stays that are neither pleegzorg nor gezinshuis. Gesloten plaatsing counts as zwaar under any
    productcategorie."""
    n = len(perioden)
    hulpvorm = np.array(["14", "12", "13"], dtype=object)[rng.choice(3, n, p=[0.65, 0.25, 0.10])]
    categorie = np.array(["43", "44"], dtype=object)[rng.choice(2, n, p=[0.6, 0.4])]
    categorie[(hulpvorm == "13") & (rng.random(n) < 0.3)] = "54"
    return voorzieningen(perioden, kind, categorie, hulpvorm, "N")


def _extra_verblijf(rng: Generator, hoofd: _Hoofd, aantallen: Jeugdaantallen) -> Voorzieningen:
    """Second stays of children who have one: more pleegzorg (weekends), another gezinshuis, or a stay elsewhere."""
    perioden = verloop(
        rng, standen_bij(aantallen.extra_verblijf, 0.4), aantallen.extra_verblijf, looptijd_jaren=1.0, hoogstens_jaren=4
    )
    bij = _bij_hoofd(rng, perioden, hoofd, hoofd.groep != ZONDER_VERBLIJF)
    zelfde = rng.random(len(perioden)) < 0.6
    pleeg, huis = zelfde & (hoofd.groep[bij] == PLEEGZORG), zelfde & (hoofd.groep[bij] == GEZINSHUIS)
    rest = ~pleeg & ~huis
    kind = hoofd.kind[bij]
    elders = _verblijf(rng, perioden.kies(rest), kind[rest])
    return alle_voorzieningen(
        [
            voorzieningen(perioden.kies(pleeg), kind[pleeg], "44", "11", "N"),
            voorzieningen(perioden.kies(huis), kind[huis], "43", "12", "J"),
            _uit_logeren(elders, hoofd.groep[bij][rest] == PLEEGZORG),
        ]
    )


def _uit_logeren(elders: Voorzieningen, pleegkind: BoolArray) -> Voorzieningen:
    """Nobody lives in two places: a child with pleegouders only goes to a logeerhuis beside them."""
    open_huis = pleegkind & (elders.productcategorie == "54")
    return replace(
        elders,
        hulpvorm=np.where(pleegkind, "12", elders.hulpvorm),
        productcategorie=np.where(open_huis, "44", elders.productcategorie),
    )


def _licht(rng: Generator, perioden: Perioden, kind: IntArray) -> Voorzieningen:
    n = len(perioden)
    hulpvorm = np.array(["02", "01", "04", "03"], dtype=object)[rng.choice(4, n, p=[0.6, 0.2, 0.12, 0.08])]
    return voorzieningen(perioden, kind, _LICHT[rng.choice(len(_LICHT), n, p=_LICHT_KANS)], hulpvorm, "N")


def _crisis(rng: Generator, perioden: Perioden, kind: IntArray) -> Voorzieningen:
    n = len(perioden)
    categorie = np.array(["46", "55"], dtype=object)[rng.choice(2, n, p=[0.72, 0.28])]
    return voorzieningen(
        perioden, kind, categorie, np.array(["02", "03"], dtype=object)[rng.choice(2, n, p=[0.8, 0.2])], "N"
    )


def _kinderen(rng: Generator, register: Burgerregister, hulp: Voorzieningen, maatregelen: Maatregelen) -> Personen:
    aantal = int(hulp.client.max()) + 1
    eerste, laatste = np.full(aantal, EIND, dtype=np.int64), np.full(aantal, 0, dtype=np.int64)
    np.minimum.at(eerste, hulp.client, hulp.perioden.start)
    np.maximum.at(laatste, hulp.client, np.where(hulp.perioden.einde == OPEN, EIND, hulp.perioden.einde))
    vanaf = np.zeros(aantal)
    # Jeugdreclassering is for those of twelve and older.
    vanaf[maatregelen.client[maatregelen.type_maatregel >= "41"]] = 12
    jong = geboren_bij(rng, eerste, laatste, (0, 17.5), 21)
    ouder = geboren_bij(rng, eerste, laatste, (12, 17.5), 22)
    return register.nieuwe(rng, np.where(vanaf > 0, ouder, jong))


def _zonder_bsn(
    rng: Generator, register: Burgerregister, aantallen: Jeugdaantallen, eerste_nummer: int
) -> tuple[list[Voorzieningen], Personen]:
    """Records under a placeholder: they count as voorzieningen and never as a child."""
    onbekend = verloop(rng, standen_bij(aantallen.bsn_onbekend, 0.5), aantallen.bsn_onbekend)
    ongeboren = verloop(
        rng, standen_bij(aantallen.ongeboren, 0.2), aantallen.ongeboren, looptijd_jaren=0.2, hoogstens_jaren=0.5
    )
    nummers = np.arange(eerste_nummer, eerste_nummer + len(onbekend) + len(ongeboren))
    personen = register.nieuwe(
        rng,
        np.concatenate(
            [
                geboren_bij(rng, onbekend.start, onbekend.einde, (0, 16), 21),
                # Assigned before the birth, begun after it, and the number was never filled in.
                ongeboren.start - rng.integers(0, 21, len(ongeboren)),
            ]
        ),
    )
    personen = replace(
        personen, bsn=np.repeat(np.array([BSN_ONBEKEND, BSN_ONGEBOREN], dtype=object), [len(onbekend), len(ongeboren)])
    )
    delen = [
        _licht(rng, onbekend, nummers[: len(onbekend)]),
        _licht(rng, ongeboren, nummers[len(onbekend) :]),
    ]
    return delen, personen


def _verschreven(rng: Generator, register: Burgerregister, extra_licht: Voorzieningen) -> dict[int, str]:
    """Rows, all of different children who have another record in 2023 as well, that carried a BSN of nobody in the
    first delivery."""
    rijen = np.flatnonzero(extra_licht.perioden.in_levering(2023))
    _, eerste_van_kind = np.unique(extra_licht.client[rijen], return_index=True)
    gekozen = rng.choice(rijen[eerste_van_kind], VERSCHREVEN, replace=False)
    bsns: TextArray = register.bsns(VERSCHREVEN)
    return dict(zip(sorted(gekozen.tolist()), bsns.tolist(), strict=True))
