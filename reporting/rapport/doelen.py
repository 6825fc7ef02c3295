"""The goals of a municipality: the tree, what hangs under each goal, and how that stands.

Belongs here: which goals, indicators and actions belong together, and counting their judgements. Does not belong here:
the tables of a goal's page (`doeltabellen`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reporting.rapport.blad import Blad
from reporting.rapport.kaderrijen import Actie, Doel, Doellink, Gemeente
from reporting.rapport.lezen import Tabellen
from reporting.rapport.samen import per, slug

KADERS = {
    "enschede": "Doelen, begroting en jaarrekening 2024",
    "twenterand": "Doelenbomen, begroting 2020",
    "bbv": "Wettelijk verplichte beleidsindicatoren (BBV)",
    "enschede_doelenboom": "Doelenboom sociaal domein 2022-2026",
    "enschede_2015": "Programma, begroting 2015",
}
"""The frameworks in the order of the page, with their heading."""

OORDELEN = ("gehaald", "niet_gehaald", "neutraal", "geen_realisatie", "geen_streefwaarde", "onderdrukt")


@dataclass(frozen=True)
class Knoop:
    """A goal with what hangs under it in one municipality."""

    doel: Doel
    bestand: str
    gemeente: Gemeente
    kinderen: tuple[Knoop, ...]
    bladen: tuple[Blad, ...]
    acties: tuple[Actie, ...]
    links: tuple[Doellink, ...]

    @property
    def pagina(self) -> str:
        """Its page, from the root of the report."""
        return f"{slug(self.gemeente.naam)}/doel/{self.bestand}.html"

    @cached_property
    def alle_bladen(self) -> tuple[Blad, ...]:
        """The indicators of this goal and of those below it, each once: a subdoel has those of its speerpunten too."""
        alle = (*self.bladen, *(blad for kind in self.kinderen for blad in kind.alle_bladen))
        return tuple({blad.pagina: blad for blad in alle}.values())

    @cached_property
    def alle_acties(self) -> tuple[Actie, ...]:
        return (*self.acties, *(actie for kind in self.kinderen for actie in kind.alle_acties))

    @cached_property
    def stand(self) -> Mapping[str, int]:
        """How many targets and figures have each judgement, in the order of `OORDELEN`."""
        return telling(self.alle_bladen)

    @cached_property
    def waarschuwingen(self) -> tuple[str, ...]:
        """What its figures are to be read with: feeds that are not sound."""
        return tuple(dict.fromkeys(zin for blad in self.alle_bladen for zin in blad.waarschuwingen))

    @cached_property
    def nazaten(self) -> tuple[Knoop, ...]:
        """It and every goal below it."""
        return (self, *(knoop for kind in self.kinderen for knoop in kind.nazaten))


def telling(bladen: Iterable[Blad]) -> Mapping[str, int]:
    """How many of the targets and figures of these indicators have each judgement. What is only a part of another
    indicator is not counted: the documents count neither."""
    geteld = Counter(stand.oordeel for blad in bladen if blad.is_indicator for stand in blad.standen())
    return {oordeel: geteld[oordeel] for oordeel in OORDELEN if geteld[oordeel]}


def bomen(tabellen: Tabellen, bladen: Iterable[Blad]) -> Mapping[str, tuple[Knoop, ...]]:
    """Per municipality its trees: its own frameworks, and the national one where it has figures of it."""
    bladen = tuple(bladen)
    return {
        gemeente.gemeente_code: _Boom(
            tabellen, gemeente, [b for b in bladen if b.gemeente.gemeente_code == gemeente.gemeente_code]
        ).wortels()
        for gemeente in tabellen.gemeenten
    }


def bestandsnaam(doel: Doel, doelen: Iterable[Doel]) -> str:
    """What the files of a goal are called: its code in small letters, and where two codes differ only in that (TW-1.E
    and TW-1.e) with its level, since not every disk tells them apart."""
    code = doel.doel_code.lower()
    gelijk = sum(ander.doel_code.lower() == code for ander in doelen) > 1
    return f"{code}-{doel.niveau}" if gelijk else code


class _Boom:
    def __init__(self, tabellen: Tabellen, gemeente: Gemeente, bladen: list[Blad]) -> None:
        self._gemeente = gemeente
        doelen = [d for d in tabellen.doelen if d.gemeente_code in {None, gemeente.gemeente_code}]
        self._bestand = {doel.doel_code: bestandsnaam(doel, doelen) for doel in doelen}
        self._onder = per(doelen, lambda d: d.bovenliggend_doel_code)
        self._bladen = per(bladen, lambda blad: blad.indicator.doel_code)
        self._van_speerpunt = per(bladen, lambda blad: blad.indicator.speerpunt_code)
        self._acties = per(
            (a for a in tabellen.acties if a.gemeente_code == gemeente.gemeente_code), lambda a: a.doel_code
        )
        self._links = per(tabellen.doellinks, lambda link: link.doel_code)

    def wortels(self) -> tuple[Knoop, ...]:
        volgorde = list(KADERS)
        doelen = sorted(
            self._onder[None], key=lambda d: volgorde.index(d.kader) if d.kader in volgorde else len(volgorde)
        )
        knopen = (self._knoop(doel) for doel in doelen)
        return tuple(knoop for knoop in knopen if knoop.doel.gemeente_code or knoop.alle_bladen)

    def _knoop(self, doel: Doel) -> Knoop:
        return Knoop(
            doel=doel,
            bestand=self._bestand[doel.doel_code],
            gemeente=self._gemeente,
            kinderen=tuple(self._knoop(kind) for kind in self._onder.get(doel.doel_code, ())),
            bladen=(*self._bladen.get(doel.doel_code, ()), *self._van_speerpunt.get(doel.doel_code, ())),
            acties=tuple(self._acties.get(doel.doel_code, ())),
            links=tuple(self._links.get(doel.doel_code, ())),
        )
