"""The demo extracts of SSD, in SSD's layout.

Belongs here: columns, notation and the last line of SSD's exports. Does not belong here: what happened
(`sources.demo`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sources.demo.bijstand import DOELGROEP
from sources.demo.inzet import GEEN
from sources.demo.levering import Levering, nummers, per_jaar, regels
from sources.demo.personen import stroom
from sources.demo.tijd import EIND, JAREN, OPEN, BoolArray, IntArray, TextArray, dag, tekst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sources.demo.wereld import Wereld

_UITKERINGEN = tuple(per_jaar("ssd", "uitkeringen", "csv", 15))
_VOORZIENINGEN = tuple(per_jaar("ssd", "voorzieningen", "csv", 16))
_INKOMENSTOESLAGEN = tuple(per_jaar("ssd", "inkomenstoeslagen", "csv", 17))

LEVERINGEN: tuple[Levering, ...] = (*_UITKERINGEN, *_VOORZIENINGEN, *_INKOMENSTOESLAGEN)

# Free text with what Windows-1252 has and ASCII has not: SSD's users type it.
_REDENEN = np.array(
    [
        "Werkaanvaarding",
        "Beëindigd op eigen verzoek",
        "Verhuizing naar andere gemeente",
        "Geëmigreerd",
        "Pensioengerechtigde leeftijd",
        "Andere inkomsten (partner)",
        "Overlijden",
        "Vermogen boven de grens (€)",
        "Geen inlichtingen – niet geïdentificeerd",
    ],
    dtype=object,
)
_REDEN_KANS = [0.34, 0.16, 0.13, 0.03, 0.12, 0.10, 0.05, 0.04, 0.03]
_LOONINDEX = 0.035


def extracten(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All deliveries of SSD with their content."""
    yield from _uitkeringen(wereld)
    yield from _voorzieningen(wereld)
    yield from _inkomenstoeslagen(wereld)


def _uitkeringen(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    kop = (
        "UITKERINGNR;HUISHOUDNR;BSN;BSN_PARTNER;REGELING;DATUM_INGANG;DATUM_EINDE;REDEN_EINDE;GEBOORTEDATUM;POSTCODE;"
        "DOELGROEP_LKS;BEDRAG_MAAND"
    )
    bijstand = wereld.bijstand
    perioden, huishouden = bijstand.perioden, bijstand.huishouden
    vooraan = [
        nummers("U", np.arange(1, len(perioden) + 1)),
        nummers("H", huishouden),
        bijstand.aanvrager.bsn[huishouden],
        bijstand.partner_bsn[huishouden],
        bijstand.regeling,
        tekst(perioden.start, "dd-mm-jjjj"),
    ]
    geboren = tekst(bijstand.aanvrager.geboren, "dd-mm-jjjj")[huishouden]
    postcode = bijstand.aanvrager.postcode[huishouden]
    doelgroep = np.where(bijstand.groep[huishouden] == DOELGROEP, "J", "N").astype(object)
    reden = _REDENEN[stroom(11).choice(len(_REDENEN), len(perioden), p=_REDEN_KANS)]
    for levering in _UITKERINGEN:
        rijen = perioden.in_levering(levering.jaar)
        einde = perioden.einde_bekend_op(dag(levering.jaar, 12, 31))
        bedrag = np.round(bijstand.bedrag_cent * (1 + _LOONINDEX) ** (levering.jaar - JAREN[-1])).astype(np.int64)
        kolommen = [
            *vooraan,
            tekst(einde, "dd-mm-jjjj"),
            np.where(einde == OPEN, "", reden),
            geboren,
            postcode,
            doelgroep,
            _getal(bedrag, _euro),
        ]
        yield levering, _bestand(kop, kolommen, rijen)


def _voorzieningen(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    kop = (
        "VOORZIENINGNR;HUISHOUDNR;BSN;SOORT_VOORZIENING;DATUM_INGANG;DATUM_EINDE;UREN_PER_WEEK;LOONWAARDE_PCT;"
        "WERKGEVER_SOORT"
    )
    inzet = wereld.inzet
    perioden = inzet.perioden
    vooraan = [
        nummers("V", np.arange(1, len(inzet) + 1)),
        nummers("H", inzet.huishouden),
        inzet.bsn,
        inzet.soort,
        tekst(perioden.start, "dd-mm-jjjj"),
    ]
    achteraan = [_getal(inzet.uren_tiende, _tiende), _getal(inzet.loonwaarde_tiende, _tiende), inzet.werkgever]
    for levering in _VOORZIENINGEN:
        einde = perioden.einde_bekend_op(dag(levering.jaar, 12, 31))
        yield (
            levering,
            _bestand(kop, [*vooraan, tekst(einde, "dd-mm-jjjj"), *achteraan], perioden.in_levering(levering.jaar)),
        )


def _inkomenstoeslagen(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """Every decision with an application or a decision in the year; one that had not been taken on the peildatum is
    still empty."""
    kop = "BESCHIKKINGNR;HUISHOUDNR;BSN;DATUM_AANVRAAG;DATUM_BESLUIT;BESLUIT;BEDRAG"
    toeslagen = wereld.toeslagen
    vooraan = [
        nummers("B", np.arange(1, len(toeslagen.aanvraag) + 1)),
        nummers("H", toeslagen.huishouden),
        toeslagen.bsn,
        tekst(toeslagen.aanvraag, "dd-mm-jjjj"),
    ]
    for levering in _INKOMENSTOESLAGEN:
        peildatum = dag(levering.jaar, 12, 31)
        bekend = toeslagen.besluit_op <= min(peildatum, EIND)
        kolommen = [
            *vooraan,
            tekst(np.where(bekend, toeslagen.besluit_op, OPEN), "dd-mm-jjjj"),
            np.where(bekend, toeslagen.besluit, ""),
            _getal(np.where(bekend, toeslagen.bedrag_cent, GEEN), _euro),
        ]
        rijen = (toeslagen.aanvraag <= peildatum) & (toeslagen.besluit_op >= dag(levering.jaar, 1, 1))
        yield levering, _bestand(kop, kolommen, rijen)


def _bestand(kop: str, kolommen: list[TextArray], rijen: BoolArray) -> bytes:
    """Semicolons, CRLF, Windows-1252, and a last line that says how many records there should be."""
    inhoud = regels([k[rijen] for k in kolommen], ";")
    return "\r\n".join([kop, *inhoud, f"#EINDE;{len(inhoud)}", ""]).encode("cp1252")


def _getal(waarden: IntArray, schrijf: Callable[[int], str]) -> TextArray:
    verschillend, plaats = np.unique(waarden, return_inverse=True)
    teksten = np.array(["" if w == GEEN else schrijf(w) for w in verschillend.tolist()], dtype=object)
    return teksten[plaats]


def _euro(cent: int) -> str:
    return f"{cent // 100},{cent % 100:02d}"


def _tiende(tiende: int) -> str:
    return f"{tiende // 10},{tiende % 10}"
