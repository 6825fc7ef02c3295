"""What the report is made of, put together once for all its pages.

Belongs here: the municipalities with their trees, indicators and tables of money. Does not belong here: writing pages
(`paginas`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from reporting.onderdrukking import lees_onderdrukking
from reporting.rapport.blad import Blad, bladen
from reporting.rapport.bronnen import Bronnen
from reporting.rapport.doelen import Knoop, bomen
from reporting.rapport.financien import Financienpagina, financiele_paginas, kosten_per_doel, lees_achtergrond
from reporting.rapport.kaderrijen import Document
from reporting.rapport.lezen import lees_tabellen
from reporting.rapport.samen import slug
from reporting.rapport.tonen import toonbaar
from reporting.tabel.model import Tabel


@dataclass(frozen=True)
class Geldpagina:
    """A page of tables of money, and where it stands."""

    inhoud: Financienpagina
    adres: str

    @property
    def titel(self) -> str:
        return self.inhoud.titel


@dataclass(frozen=True)
class Gemeentedeel:
    """A municipality in the report; `los` are its indicators that hang under none of its goals."""

    code: str
    naam: str
    wortels: tuple[Knoop, ...]
    bladen: tuple[Blad, ...]
    financien: tuple[Geldpagina, ...]

    @property
    def slug(self) -> str:
        return slug(self.naam)

    @property
    def pagina(self) -> str:
        return f"{self.slug}/index.html"

    @property
    def waarschuwingen(self) -> tuple[str, ...]:
        """Every feed that is not sound and that a figure of it rests on."""
        return tuple(dict.fromkeys(zin for blad in self.bladen for zin in blad.waarschuwingen))

    @property
    def menu(self) -> tuple[Geldpagina, ...]:
        """The pages of money that are listed: not those that only say where amounts come from."""
        return tuple(geld for geld in self.financien if not geld.inhoud.sleutel.startswith("herkomst-"))

    @property
    def los(self) -> tuple[Blad, ...]:
        aan_boom = {blad.pagina for wortel in self.wortels for blad in wortel.alle_bladen}
        return tuple(blad for blad in self.bladen if blad.pagina not in aan_boom)

    def pad_van(self, blad: Blad) -> tuple[Knoop, ...]:
        """The same down to the narrowest goal that an indicator serves."""
        return self.pad(blad.indicator.speerpunt_code) or self.pad(blad.indicator.doel_code)

    def pad(self, doel_code: str | None) -> tuple[Knoop, ...]:
        """From the root of the tree down to a goal; nothing for a goal that is in none of its trees."""
        for wortel in self.wortels:
            if gevonden := _pad(wortel, doel_code):
                return gevonden
        return ()


def _pad(knoop: Knoop, doel_code: str | None) -> tuple[Knoop, ...]:
    if knoop.doel.doel_code == doel_code:
        return (knoop,)
    return next(((knoop, *pad) for kind in knoop.kinderen if (pad := _pad(kind, doel_code))), ())


@dataclass(frozen=True)
class Inhoud:
    """All of the report. `ontbreekt` names the tables that were never built."""

    gemeenten: tuple[Gemeentedeel, ...]
    documenten: Mapping[str, Document]
    bronnen: Bronnen
    kosten: Mapping[tuple[str, str], Tabel]
    ontbreekt: tuple[str, ...]

    @property
    def adressen(self) -> Iterator[str]:
        """Every page about something, from the root of the report."""
        for gemeente in self.gemeenten:
            yield gemeente.pagina
            yield from (knoop.pagina for wortel in gemeente.wortels for knoop in wortel.nazaten)
            yield from (blad.pagina for blad in gemeente.bladen)
            yield from (geld.adres for geld in gemeente.financien)


def lees_inhoud(con: duckdb.DuckDBPyConnection) -> Inhoud:
    """Read a published set, and leave out what may not be shown."""
    onderdrukking, achtergrond = lees_onderdrukking(con), lees_achtergrond(con)
    tabellen = toonbaar(lees_tabellen(con), onderdrukking)
    alle = bladen(tabellen)
    per_gemeente = bomen(tabellen, alle)
    geld = financiele_paginas(achtergrond, onderdrukking)
    return Inhoud(
        gemeenten=tuple(
            Gemeentedeel(
                code=gemeente.gemeente_code,
                naam=gemeente.naam,
                wortels=per_gemeente[gemeente.gemeente_code],
                bladen=tuple(b for b in alle if b.gemeente == gemeente),
                financien=tuple(
                    Geldpagina(pagina, achtergrond.pagina(gemeente.gemeente_code, pagina.sleutel))
                    for pagina in geld
                    if pagina.gemeente_code == gemeente.gemeente_code
                ),
            )
            for gemeente in tabellen.gemeenten
        ),
        documenten={d.document_code: d for d in tabellen.documenten},
        bronnen=Bronnen(tabellen.bronstanden, tabellen.leveringen),
        kosten=kosten_per_doel(achtergrond),
        ontbreekt=tuple(sorted(tabellen.ontbreekt)),
    )
