"""Charts of an indicator: its series, and one of each breakdown.

Belongs here: which figures are drawn, and what the drawing says in words. Does not belong here: what the charts look
like (`vormen`), or figures that may not be shown: those are no longer in the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from reporting.rapport import cellen, vormen
from reporting.rapport.blad import Blad
from reporting.rapport.cellen import uitsplitsing
from reporting.rapport.rijen import TOTAAL, Cijfer
from reporting.site.svg import tekening
from reporting.tabel.notatie import getaltekst

_VEEL = 9
"""With more figures than this only the first and the last of a line are written out: there is no room for more."""

Punt = dict[str, Any]


@dataclass(frozen=True)
class Grafiek:
    """A drawing, its title and the kinds of mark in it (for the key)."""

    titel: str
    tekening: Markup
    soorten: frozenset[str]


def van_reeks(blad: Blad) -> Grafiek | None:
    """The series of the whole; None for fewer than two figures."""
    return _grafiek(blad, TOTAAL, vormen.REEKS, "grafiek")


def per_uitsplitsing(blad: Blad) -> tuple[Grafiek, ...]:
    """A small chart of each breakdown that has a series."""
    gemaakt = (_grafiek(blad, naam, vormen.KLEIN, "grafiek klein") for naam in blad.uitsplitsingen if naam != TOTAAL)
    return tuple(grafiek for grafiek in gemaakt if grafiek)


def _grafiek(blad: Blad, naam: str, vorm: vormen.Vorm, klasse: str) -> Grafiek | None:
    nieuw = blad.indicator.definitie_versie
    cijfers = [c for c in blad.nu if c.uitsplitsing == naam and c.waarde is not None]
    eigen = [c for c in cijfers if c.definitie_versie == nieuw]
    if len(cijfers) < 2:
        return None
    punten = _lijn(blad, eigen, "nieuw")
    for versie in {c.definitie_versie for c in cijfers} - {nieuw}:
        punten += _lijn(blad, [c for c in cijfers if c.definitie_versie == versie], "oud")
    punten += _streefpunten(blad, naam) + _groepspunten(blad, naam) + _breukpunten(blad, naam, punten)
    titel = blad.indicator.naam if naam == TOTAAL else uitsplitsing(naam).capitalize()
    woorden = (
        f"{titel}, {blad.indicator.eenheid}: {_verloop(blad, eigen or cijfers)} De tabel eronder heeft de getallen."
    )
    return Grafiek(titel, tekening(vorm, punten, woorden, klasse), frozenset(p["soort"] for p in punten))


def _lijn(blad: Blad, cijfers: Sequence[Cijfer], soort: str) -> list[Punt]:
    """A definition as points; a new part of the line begins at each of its breaks."""
    punten, deel = [], 0
    for plek, cijfer in enumerate(cijfers):
        if plek and any(_breekt(blad, cijfer, jaar) for jaar in range(cijfers[plek - 1].jaar + 1, cijfer.jaar + 1)):
            deel += 1
        met_tekst = len(cijfers) <= _VEEL or plek in {0, len(cijfers) - 1}
        punten.append(
            {
                "soort": soort,
                "jaar": cijfer.jaar,
                "waarde": cijfer.waarde,
                "tekst": _getal(blad, cijfer) if met_tekst and soort == "nieuw" else "",
                "deel": f"{cijfer.definitie_versie}.{deel}",
            }
        )
    return punten


def _breekt(blad: Blad, cijfer: Cijfer, jaar: int) -> bool:
    versie = cijfer.definitie_versie
    return any(
        b.jaar == jaar and b.van_versie == b.naar_versie == versie and b.uitsplitsing in {None, cijfer.uitsplitsing}
        for b in blad.breuken
    )


def _streefpunten(blad: Blad, naam: str) -> list[Punt]:
    return [
        {
            "soort": "streef",
            "jaar": s.jaar,
            "waarde": s.streefwaarde,
            "tekst": cellen.streeftekst(blad, s, s.streefwaarde),
            "deel": "",
        }
        for s in blad.scores
        if s.uitsplitsing == naam and s.streefwaarde is not None
    ]


def _groepspunten(blad: Blad, naam: str) -> list[Punt]:
    nieuw = blad.indicator.definitie_versie
    return [
        {"soort": "groep", "jaar": v.jaar, "waarde": v.waarde_groep, "tekst": "", "deel": v.groep_code}
        for v in blad.vergelijkingen
        if v.uitsplitsing == naam and v.definitie_versie == nieuw
    ]


def _breukpunten(blad: Blad, naam: str, punten: Iterable[Punt]) -> list[Punt]:
    """A rule halfway between the year of the break and the one before, where the drawing has both."""
    jaren = [punt["jaar"] for punt in punten]
    breuken = {b.jaar for b in blad.breuken if b.uitsplitsing in {None, naam}}
    return [
        {"soort": "breuk", "jaar": jaar - 0.5, "waarde": None, "tekst": "", "deel": ""}
        for jaar in sorted(breuken)
        if jaren and min(jaren) < jaar <= max(jaren)
    ]


def _getal(blad: Blad, cijfer: Cijfer) -> str:
    return getaltekst(cijfer.waarde or 0, blad.versie_van(cijfer).decimalen)


def _verloop(blad: Blad, cijfers: Sequence[Cijfer]) -> str:
    eerste, laatste = cijfers[0], cijfers[-1]
    return f"{_getal(blad, eerste)} in {eerste.jaar}, {_getal(blad, laatste)} in {laatste.jaar}."
