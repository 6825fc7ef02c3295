"""What can be found on the page that searches: every indicator and every goal.

Belongs here: the entries, and the words each can be found by. Does not belong here: the searching itself
(`static/zoeken.js`), which works without a server.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reporting.rapport.blad import Blad
from reporting.rapport.cellen import uitsplitsing, woord
from reporting.rapport.doelen import Knoop
from reporting.rapport.inhoud import Gemeentedeel, Inhoud


@dataclass(frozen=True)
class Vondst:
    """One entry; `woorden` are what it can be found by besides what is shown of it."""

    naam: str
    gemeente: str
    soort: str
    code: str
    adres: str
    kapot: bool
    woorden: str


def vondsten(inhoud: Inhoud) -> tuple[Vondst, ...]:
    """The indicators and goals of every municipality, by name."""
    alle = [vondst for gemeente in inhoud.gemeenten for vondst in _van_gemeente(gemeente)]
    return tuple(sorted(alle, key=lambda v: (v.naam.lower(), v.gemeente, v.code)))


def _van_gemeente(gemeente: Gemeentedeel) -> list[Vondst]:
    doelen = [_doel(gemeente, knoop) for wortel in gemeente.wortels for knoop in wortel.nazaten]
    return doelen + [_indicator(gemeente, blad) for blad in gemeente.bladen]


def _doel(gemeente: Gemeentedeel, knoop: Knoop) -> Vondst:
    doel = knoop.doel
    links = " ".join(link.naam for link in knoop.links)
    woorden = f"{doel.andere_naam or ''} {links}"
    soort = woord(doel.niveau) or "doel"
    return Vondst(doel.naam, gemeente.naam, soort, doel.doel_code, knoop.pagina, bool(knoop.waarschuwingen), woorden)


def _indicator(gemeente: Gemeentedeel, blad: Blad) -> Vondst:
    delen = [blad.indicator.eenheid, blad.indicator.doel_code, *(uitsplitsing(naam) for naam in blad.uitsplitsingen)]
    for versie in blad.versies:
        delen += [versie.naam, versie.omschrijving, versie.teller, versie.noemer, versie.bronnen]
    delen += [blad.document(code) for code in dict.fromkeys(g.document_code for g in blad.gedrukt)]
    woorden = " ".join(dict.fromkeys(deel for deel in delen if deel))
    naam = blad.indicator.naam
    return Vondst(naam, gemeente.naam, "indicator", blad.code, blad.pagina, bool(blad.waarschuwingen), woorden)


def woorden(gevonden: Sequence[Vondst]) -> Markup:
    """The words of each entry as JSON inside a page: nothing in it can end the element that it stands in."""
    tekst = json.dumps([vondst.woorden for vondst in gevonden], ensure_ascii=False)
    for teken in "<>&":
        tekst = tekst.replace(teken, f"\\u{ord(teken):04x}")
    return Markup(tekst)  # noqa: S704 - escaped for where it stands: data, not markup
