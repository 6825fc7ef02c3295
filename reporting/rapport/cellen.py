"""From rows to cells: the same figure is written the same way in every table.

Belongs here: the cell of a figure, a target, a printed figure, with where it comes from. Does not belong here: which
rows and columns a table has.
"""

from __future__ import annotations

from datetime import datetime

from reporting.rapport.blad import Blad
from reporting.rapport.kaderrijen import Indicator
from reporting.rapport.rijen import Cijfer, Gedrukt, Score, Streefwaarde
from reporting.site.notation import lokaal
from reporting.tabel.gedrukt import gedrukte_cel
from reporting.tabel.model import Cel, Herkomst
from reporting.tabel.notatie import getaltekst

WOORD = {
    "niet_gehaald": "niet gehaald",
    "geen_streefwaarde": "geen streefwaarde",
    "geen_realisatie": "nog geen realisatie",
    "sluit_aan": "sluit aan",
    "wijkt_af": "wijkt af",
    "niet_berekend": "niet berekend",
    "nader_voorlopig": "nader voorlopig",
    "te_laat": "te laat",
    "begroot_primair": "begroot primair",
    "begroot_na_wijziging": "begroot na wijziging",
}
"""Codes of the tables that people read as other words; the rest read as they are."""


def woord(code: str | None) -> str | None:
    """A code as people read it."""
    return None if code is None else WOORD.get(code, code.replace("_", " "))


def uitsplitsing(naam: str) -> str:
    """The name of a breakdown as people read it."""
    return naam.replace("_pct", " (%)").replace("_", " ")


def tekst(waarde: str | None) -> Cel:
    return Cel(waarde or None)


def bekend(moment: datetime | None) -> Cel:
    """The day here on which something became known."""
    return Cel(lokaal(moment).date() if moment else None)


def anker(cijfer: Cijfer) -> str:
    """Where a figure is followed on the page of its indicator."""
    return f"c-{cijfer.definitie_versie}-{cijfer.uitsplitsing}-{cijfer.jaar}"


def herkomst(blad: Blad, cijfer: Cijfer) -> Herkomst:
    sleutel = {
        "gemeente_code": cijfer.gemeente_code,
        "indicator_code": cijfer.indicator_code,
        "definitie_versie": str(cijfer.definitie_versie),
        "uitsplitsing": cijfer.uitsplitsing,
        "jaar": str(cijfer.jaar),
    }
    return Herkomst("indicatoren.fct_indicator", sleutel, f"{blad.pagina}#{anker(cijfer)}")


def waarde(blad: Blad, cijfer: Cijfer | None, kanttekening: str | None = None) -> Cel:
    """A figure with the decimals of its own definition."""
    if cijfer is None:
        return Cel(kanttekening=kanttekening)
    noot = " ".join(deel for deel in (cijfer.kanttekening, kanttekening) if deel) or None
    if cijfer.onderdrukt:
        return Cel(onderdrukt=cijfer.onderdrukt, herkomst=herkomst(blad, cijfer))
    cijfers = blad.versie_van(cijfer).decimalen
    return Cel(cijfer.waarde, decimalen=cijfers, kanttekening=noot, herkomst=herkomst(blad, cijfer))


def deel(getal: float | None, indicator: Indicator, onderdrukt: str | None = None) -> Cel:
    """A numerator, denominator or component: whole where it is whole, else with a decimal more than the figure."""
    if onderdrukt:
        return Cel(onderdrukt=onderdrukt)
    heel = getal is None or float(getal).is_integer()
    return Cel(getal, decimalen=0 if heel else indicator.decimalen + 1)


def doelwaarde(blad: Blad, score: Score | None) -> Cel:
    """A target, with the document that sets it as its note."""
    if score is None or score.streefwaarde is None:
        return Cel()
    sleutel = {
        "gemeente_code": score.gemeente_code,
        "indicator_code": score.indicator_code,
        "uitsplitsing": score.uitsplitsing,
        "jaar": str(score.jaar),
        "document_code": score.document_code or "",
    }
    bron = Herkomst("indicatoren.fct_streefwaarde", sleutel, f"{blad.pagina}#streefwaarden")
    return gedrukte_cel(streeftekst(blad, score, score.streefwaarde), score.streefwaarde, herkomst=bron)


def streeftekst(blad: Blad, score: Score, streefwaarde: float) -> str:
    """A target in the characters that its document set it in."""
    sleutel = (score.uitsplitsing, score.jaar, score.document_code)
    getypt = (s for s in blad.streefwaarden if (s.uitsplitsing, s.jaar, s.document_code) == sleutel)
    return next((s.streefwaarde_getypt for s in getypt if s.streefwaarde_getypt), getaltekst(streefwaarde, None))


def getypt(blad: Blad, doel: Streefwaarde) -> Cel:
    """A target as it was typed; one that no longer counts says so itself (vervallen)."""
    sleutel = {"document_code": doel.document_code, "levering_id": doel.levering_id}
    bron = Herkomst("indicatoren.fct_streefwaarde", sleutel, f"{blad.pagina}#l-{doel.levering_id}")
    return Cel(doel.streefwaarde_getypt, herkomst=bron)


def gedrukt(blad: Blad, rij: Gedrukt) -> Cel:
    """A printed figure, character by character."""
    sleutel = {"levering_id": rij.levering_id, "rijnummer": str(rij.rijnummer)}
    bron = Herkomst("indicatoren.mart_aansluiting", sleutel, f"{blad.pagina}#l-{rij.levering_id}")
    if rij.onderdrukt:
        return Cel(onderdrukt=rij.onderdrukt, herkomst=bron)
    return gedrukte_cel(rij.waarde_gedrukt, rij.gepubliceerd, herkomst=bron)
