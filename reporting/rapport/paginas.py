"""The pages of the report: from a published set to a folder that any browser can open.

Belongs here: which pages there are, and writing them and their downloads. Does not belong here: what they say
(`inhoud`, the modules of tables) or what they look like (`templates/`, `static/`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from reporting.dashboard.run import Run
from reporting.rapport import doeltabellen
from reporting.rapport.blad import Blad
from reporting.rapport.doelen import Knoop
from reporting.rapport.indicatorpagina import indicatorpagina
from reporting.rapport.inhoud import Geldpagina, Gemeentedeel, Inhoud, lees_inhoud
from reporting.rapport.omgeving import omgeving
from reporting.rapport.pc_tabellen import schrijf_pc_tabellen
from reporting.rapport.werkmappen import Werkmappen, bewaarde_werkmappen
from reporting.rapport.zoeken import vondsten, woorden
from reporting.site.drawn import kept_drawings
from reporting.tabel.csv import schrijf_csv
from reporting.tabel.html import adres
from reporting.tabel.model import Tabel

_STATIC = (Path(__file__).parent / "static", Path(__file__).parents[1] / "site" / "static")
_DRAWINGS, _WORKBOOKS = "rapporttekeningen.json", "rapportwerkmappen"
"""What was drawn and written before."""


def build_report(marts: Path, target: Path, run: Run, kept: Path) -> int:
    """Write the report of a published set into a folder, over an earlier one; returns the number of pages.

    Reads `marts` alone; what was drawn and written for an earlier report is taken from the folder `kept`. A table that
    was never built leaves its part of the pages empty, and they say so. Raises `duckdb.IOException` when there is no
    published set.
    """
    with duckdb.connect(str(marts), read_only=True) as con:
        inhoud = lees_inhoud(con)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for bestand in (bestand for folder in _STATIC for bestand in folder.iterdir()):
        shutil.copyfile(bestand, target / bestand.name)
    with (
        kept_drawings(kept / _DRAWINGS),
        bewaarde_werkmappen(kept / _WORKBOOKS, run.gebouwd_op) as werkmappen,
    ):
        aantal = _Schrijver(inhoud, target, run, werkmappen).schrijf()
    schrijf_pc_tabellen(inhoud, target / "pc-tabellen.xlsx", run)
    return aantal


class _Schrijver:
    """Writes the pages of one report, and counts them."""

    def __init__(self, inhoud: Inhoud, target: Path, run: Run, werkmappen: Werkmappen) -> None:
        self._werkmappen = werkmappen
        self._inhoud = inhoud
        self._target = target
        self._aantal = 0
        self._adressen = frozenset(inhoud.adressen)
        menu = [("index.html", "Overzicht"), *((g.pagina, g.naam) for g in inhoud.gemeenten)]
        self._gedeeld: dict[str, Any] = {
            "run": run,
            "menu": [*menu, ("zoeken.html", "Zoeken"), ("../kwaliteit/index.html", "Kwaliteit")],
        }

    def _bestaat(self, doel: str) -> bool:
        """Whether a page is made: a figure may come from where this report has none of."""
        return doel.partition("#")[0] in self._adressen

    def schrijf(self) -> int:
        gevonden = vondsten(self._inhoud)
        self._pagina("index.html", "index.html", gemeenten=self._inhoud.gemeenten, ontbreekt=self._inhoud.ontbreekt)
        self._pagina("zoeken.html", "zoeken.html", vondsten=gevonden, woorden=woorden(gevonden))
        for gemeente in self._inhoud.gemeenten:
            self._pagina(gemeente.pagina, "gemeente.html", gemeente=gemeente)
            for knoop in (knoop for wortel in gemeente.wortels for knoop in wortel.nazaten):
                self._doel(gemeente, knoop)
            for blad in gemeente.bladen:
                self._indicator(gemeente, blad)
            for geld in gemeente.financien:
                self._geld(gemeente, geld)
        return self._aantal

    def _doel(self, gemeente: Gemeentedeel, knoop: Knoop) -> None:
        indicatoren = doeltabellen.indicatoren(knoop)
        acties = doeltabellen.acties(knoop, self._inhoud.documenten, self._inhoud.bronnen)
        kosten = self._inhoud.kosten.get((gemeente.code, knoop.doel.doel_code))
        tabellen = [tabel for tabel in (indicatoren, *acties, kosten) if tabel]
        gezegd = _zinnen(tabellen, knoop.waarschuwingen)
        self._pagina(
            knoop.pagina,
            "doel.html",
            gemeente=gemeente,
            knoop=knoop,
            pad=gemeente.pad(knoop.doel.doel_code)[:-1],
            indicatoren=indicatoren,
            acties=acties,
            kosten=kosten,
            gezegd=gezegd,
            **self._downloads(gemeente, tabellen),
        )

    def _indicator(self, gemeente: Gemeentedeel, blad: Blad) -> None:
        waarden = indicatorpagina(blad)
        tabellen = [tabel for tabel in waarden["t"].values() if tabel]
        self._pagina(
            blad.pagina,
            "indicator.html",
            gemeente=gemeente,
            pad=gemeente.pad_van(blad),
            gezegd=_zinnen(tabellen, blad.waarschuwingen),
            **waarden,
            **self._downloads(gemeente, tabellen),
        )

    def _geld(self, gemeente: Gemeentedeel, geld: Geldpagina) -> None:
        tabellen = geld.inhoud.tabellen
        self._pagina(
            geld.adres,
            "financien.html",
            gemeente=gemeente,
            pagina=geld.inhoud,
            gezegd=_zinnen(tabellen, ()),
            **self._downloads(gemeente, tabellen),
        )

    def _downloads(self, gemeente: Gemeentedeel, tabellen: Iterable[Tabel]) -> dict[str, str]:
        """Each table as CSV and as a workbook; where the page finds them."""
        folder = self._target / "tabellen" / gemeente.slug
        folder.mkdir(parents=True, exist_ok=True)
        for tabel in tabellen:
            schrijf_csv(tabel, folder / f"{tabel.sleutel}.csv")
            self._werkmappen.schrijf(tabel, folder / f"{tabel.sleutel}.xlsx")
        return {"map": f"tabellen/{gemeente.slug}"}

    def _pagina(self, hier: str, template: str, **waarden: Any) -> None:
        pad = self._target / hier
        pad.parent.mkdir(parents=True, exist_ok=True)
        gegeven = {"map": "", "bestaat": self._bestaat} | self._gedeeld | waarden
        tekst = omgeving().get_template(template).render(gegeven, hier=hier, naar=partial(adres, hier=hier))
        pad.write_text(tekst + "\n", encoding="utf-8")
        self._aantal += 1


def _zinnen(tabellen: Iterable[Tabel], eerst: Iterable[str]) -> tuple[str, ...]:
    """What a page warns of at its top: everything that a table on it is to be read with, each once."""
    return tuple(dict.fromkeys((*eerst, *(zin for tabel in tabellen for zin in tabel.waarschuwingen))))
