"""What the page of an indicator is filled with.

Belongs here: its tables by name, its charts, the anchors of its rows and its contents. Does not belong here: the tables
themselves, and writing the page (`paginas`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reporting.rapport import grafieken, herkomsttabellen, indicatortabellen, reekstabellen
from reporting.rapport.blad import Blad
from reporting.rapport.cellen import anker
from reporting.tabel.model import Tabel

_KOPPEN = {
    "reeks": "Realisatie en streefwaarde",
    "breuken": "Breuken",
    "uitsplitsing": "Per uitsplitsing",
    "referentie": "Referentiegroep",
    "streefwaarden": "Streefwaarden",
    "gedrukt": "Gedrukt in documenten",
    "definitie": "Definitie",
    "bekend": "Wat wanneer bekend was",
    "herkomst": "Herkomst",
}


def indicatorpagina(blad: Blad) -> dict[str, Any]:
    """The values of `templates/indicator.html`."""
    tabellen: Mapping[str, Tabel | None] = {
        "reeks": reekstabellen.reeks(blad),
        "uitsplitsing": reekstabellen.per_uitsplitsing(blad),
        "referentie": indicatortabellen.referentiegroep(blad),
        "streefwaarden": indicatortabellen.streefwaarden(blad),
        "gedrukt": indicatortabellen.gedrukte_cijfers(blad),
        "bekend": indicatortabellen.bekend_wanneer(blad),
        "feeds": herkomsttabellen.feeds(blad),
        "cijfers": herkomsttabellen.martrijen(blad),
        "onderdelen": herkomsttabellen.onderdelen(blad),
        "leveringen": herkomsttabellen.leveringen(blad),
    }
    aanwezig = {"definitie", "herkomst", *(naam for naam, tabel in tabellen.items() if tabel)}
    if blad.breuken:
        aanwezig.add("breuken")
    return {
        "blad": blad,
        "t": tabellen,
        "standen": blad.standen(),
        "grafiek": grafieken.van_reeks(blad),
        "kleine": grafieken.per_uitsplitsing(blad),
        "cijferankers": [anker(cijfer) for cijfer in blad.nu],
        "onderdeelankers": [f"o-{nummer}" for nummer, _ in enumerate(blad.onderdelen)],
        "leveringankers": [f"l-{levering.levering_id}" for levering in herkomsttabellen.van_blad(blad)],
        "inhoud": [(naam, kop) for naam, kop in _KOPPEN.items() if naam in aanwezig],
        "onderdrukt": _iets_onderdrukt(tabellen.values()),
    }


def _iets_onderdrukt(tabellen: Iterable[Tabel | None]) -> bool:
    cellen = (cel for tabel in tabellen if tabel for rij in tabel.rijen for cel in rij.cellen)
    return any(cel.onderdrukt for cel in cellen)
