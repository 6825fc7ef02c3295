"""Which tables stand together on a page about money.

Belongs here: pages as values. Does not belong here: what a table holds, and how a page looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from reporting.onderdrukking import Onderdrukking
from reporting.rapport.financien.achtergrond import Achtergrond
from reporting.rapport.financien.documenttabel import documenttabellen
from reporting.rapport.financien.doelen import kosten_van_elk_doel, lasten_per_doel
from reporting.rapport.financien.gedrukt import gedrukte_cijfers
from reporting.rapport.financien.herkomst import begrotingsregels, leveringen
from reporting.rapport.financien.lezen import lees_financien
from reporting.rapport.financien.meerjaren import meerjarenramingen
from reporting.rapport.financien.metingen import bbv_tabellen, metingen
from reporting.rapport.financien.prijsvolume import prijs_en_volume
from reporting.rapport.financien.producten import productafwijkingen
from reporting.rapport.financien.rekening import programmarekeningen
from reporting.rapport.financien.taakvelden import opgaven, taakveldtabellen
from reporting.tabel.model import Tabel


@dataclass(frozen=True)
class Financienpagina:
    """A page of a municipality; `sleutel` is its file name without `.html`, unique within the municipality."""

    gemeente_code: str
    sleutel: str
    titel: str
    inleiding: str
    tabellen: tuple[Tabel, ...]


def lees_achtergrond(con: duckdb.DuckDBPyConnection) -> Achtergrond:
    """What all tables about money of a published set are made of."""
    return Achtergrond(lees_financien(con))


def financiele_paginas(achtergrond: Achtergrond, onderdrukking: Onderdrukking) -> tuple[Financienpagina, ...]:
    """All pages about money of a published set, in the order of a menu; a page without tables is left out."""
    vast = (
        ("programmarekening", "Programmarekening", _REKENING, programmarekeningen(achtergrond)),
        ("lasten-per-doel", "Lasten per doel", _DOELEN, lasten_per_doel(achtergrond)),
        ("producten", "Producten: voordeel en nadeel", _PRODUCTEN, productafwijkingen(achtergrond)),
        ("meerjarenraming", "Meerjarenraming", _MEERJAREN, meerjarenramingen(achtergrond)),
        ("prijs-en-volume", "Prijs en volume", _PRIJS, prijs_en_volume(achtergrond)),
        ("bbv", "BBV-indicatoren", _BBV, bbv_tabellen(achtergrond, onderdrukking)),
        ("metingen", "Metingen per doelenboom", _METINGEN, metingen(achtergrond, onderdrukking)),
        ("iv3", "Iv3: opgaven en leveringen", _IV3, _iv3(achtergrond)),
    )
    paginas: dict[tuple[str, str], Financienpagina] = {}
    for sleutel, titel, inleiding, gevonden in vast:
        for gemeente, tabel in gevonden:
            _voeg_toe(paginas, Financienpagina(gemeente, sleutel, titel, inleiding, (tabel,)))
    for gemeente, verslag, tabel in taakveldtabellen(achtergrond):
        _voeg_toe(paginas, Financienpagina(gemeente, f"taakvelden-{verslag}", tabel.titel, _TAAKVELDEN, (tabel,)))
    for gemeente, document, tabel in (*documenttabellen(achtergrond), *gedrukte_cijfers(achtergrond, onderdrukking)):
        naam = achtergrond.document(document)
        _voeg_toe(paginas, Financienpagina(gemeente, f"document-{document}", naam, _DOCUMENT, (tabel,)))
    for pagina in _herkomst(achtergrond):
        _voeg_toe(paginas, pagina)
    return tuple(sorted(paginas.values(), key=lambda pagina: pagina.gemeente_code))


def kosten_per_doel(achtergrond: Achtergrond) -> Mapping[tuple[str, str], Tabel]:
    """What each goal costs, by municipality and code of the goal; goals without lasten are not in it."""
    return dict(kosten_van_elk_doel(achtergrond))


def _voeg_toe(paginas: dict[tuple[str, str], Financienpagina], pagina: Financienpagina) -> None:
    """Add a page, or its tables to the page of that name."""
    sleutel = (pagina.gemeente_code, pagina.sleutel)
    eerder = paginas[sleutel].tabellen if sleutel in paginas else ()
    paginas[sleutel] = Financienpagina(*sleutel, pagina.titel, pagina.inleiding, (*eerder, *pagina.tabellen))


def _iv3(achtergrond: Achtergrond) -> Iterator[tuple[str, Tabel]]:
    yield from opgaven(achtergrond)
    for gemeente in achtergrond.financien.gemeenten:
        tabel = leveringen(achtergrond, gemeente.gemeente_code, "iv3", "leveringen-iv3")
        if tabel is not None:
            yield gemeente.gemeente_code, tabel


def _herkomst(achtergrond: Achtergrond) -> Iterator[Financienpagina]:
    for gemeente, document, tabel in begrotingsregels(achtergrond):
        soorten = ("begroting", "gedrukt")
        gevonden = [leveringen(achtergrond, gemeente, soort, f"leveringen-{soort}-{document}") for soort in soorten]
        yield Financienpagina(
            gemeente,
            f"herkomst-{document}",
            f"Herkomst van de bedragen: {achtergrond.document(document)}",
            _HERKOMST,
            (tabel, *(levering for levering in gevonden if levering is not None)),
        )


_REKENING = "Wat is begroot en wat is gerealiseerd, per programma, in de eenheid van het document."
_DOELEN = "De totale lasten van elk doel, per jaar en fase."
_PRODUCTEN = "Welke producten een voordeel of een nadeel gaven tegenover de begroting na wijziging."
_MEERJAREN = "De begroting en de raming van de jaren erna."
_PRIJS = "Hoeveel van een afwijking komt door meer of minder cliënten, en hoeveel door de prijs."
_BBV = "De beleidsindicatoren die voor iedere gemeente gelden, zoals het document ze drukt."
_METINGEN = "De metingen bij de beleidsdoelen, in de vorm waarin het document ze drukt."
_IV3 = "Wat de gemeente aan het CBS heeft opgegeven, en met welke levering."
_TAAKVELDEN = "De lasten per taakveld naast de mediaan van vergelijkbare gemeenten."
_DOCUMENT = "De tabellen van het document in hun eigen vorm, en elk gedrukt cijfer naast wat ervoor wordt berekend."
_HERKOMST = "Waar de bedragen op rusten: de regels zoals geleverd, en de leveringen met hun datum en hash."
