"""How cells of a sheet look: number formats, widths and styles.

Belongs here: from the model of a table to the formats of a workbook, so that a cell shows what the page shows and still
holds the unrounded number. Does not belong here: where cells stand (`xlsx`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reporting.sheets import LETTER
from reporting.tabel.gedrukt import lees_gedrukt
from reporting.tabel.model import GETALLEN, Cel, Getal, Kolom, Rij, Soort, Tabel
from reporting.tabel.notatie import celtekst, decimalen
from reporting.tabel.vlak import Vlakkolom, kanttekeningen

TITEL = Font(LETTER, bold=True, size=14)
KOP = Font(LETTER, bold=True, color="FFFFFF")
KOP_VLAK = PatternFill("solid", fgColor="1F3864")
VET = Font(LETTER, bold=True)
SCHUIN = Font(LETTER, italic=True, color="595959")
TUSSENKOP_VLAK = PatternFill("solid", fgColor="DDE3EE")
TOTAAL_RAND = Border(top=Side(style="thin", color="1F3864"))
AFGEBROKEN = Alignment(wrap_text=True, vertical="top")
RECHTS = Alignment(horizontal="right", vertical="top")
LINKS = Alignment(horizontal="left", vertical="top")
INGESPRONGEN = Alignment(horizontal="left", indent=1, wrap_text=True, vertical="top")
"""Of a text right of an amount, which would touch it."""
KOP_LINKS = Alignment(wrap_text=True, vertical="bottom")
KOP_INGESPRONGEN = Alignment(horizontal="left", indent=1, wrap_text=True, vertical="bottom")
KOP_RECHTS = Alignment(wrap_text=True, vertical="bottom", horizontal="right")

_SMALST, _BREEDST, _KANTTEKENING = 9, 46, 54
REGEL = 110
"""Characters of text that fit beside each other on the width of the paper."""
_VAST: dict[Soort, str] = {"jaar": "0", "datum": "dd-mm-yyyy", "tekst": "@", "code": "@"}


def getalopmaak(kolom: Kolom, cel: Cel) -> str:
    """The number format of a cell: it shows what `celtekst` says, in the signs of the language of the reader."""
    vast = _VAST.get(kolom.soort)
    if vast is not None:
        return vast
    gedrukt = lees_gedrukt(cel.gedrukt, cel.waarde) if cel.gedrukt and isinstance(cel.waarde, Getal) else None
    if gedrukt is not None:
        vorm = _cijfers(gedrukt.decimalen, met_punten=gedrukt.met_punten)
        return f"{_letterlijk(gedrukt.voor)}{vorm}{_letterlijk(gedrukt.na)}"
    vorm = _cijfers(decimalen(kolom, cel), met_punten=True)
    return f'{vorm}"%"' if kolom.soort == "procent" else vorm


def _cijfers(aantal: int | None, *, met_punten: bool) -> str:
    heel = "#,##0" if met_punten else "0"
    # General shows as many decimals as there are, but no points.
    return "General" if aantal is None else f"{heel}.{'0' * aantal}" if aantal else heel


def _letterlijk(tekst: str) -> str:
    return '"' + tekst.replace('"', "''") + '"' if tekst else ""


def teksten(tabel: Tabel, plaatsen: Sequence[Vlakkolom]) -> tuple[tuple[str, ...], ...]:
    """Per row what each cell of the sheet shows; nothing of a heading, which runs on over the columns beside it."""
    return tuple(
        ("",) * len(plaatsen) if rij.soort == "tussenkop" else tuple(_tekst(tabel, rij, plaats) for plaats in plaatsen)
        for rij in tabel.rijen
    )


def _tekst(tabel: Tabel, rij: Rij, plaats: Vlakkolom) -> str:
    if plaats.inhoud == "kanttekening":
        return kanttekeningen(tabel.kolommen, rij)
    cel = rij.cellen[plaats.nummer]
    return cel.oordeel or "" if plaats.inhoud == "oordeel" else celtekst(tabel.kolommen[plaats.nummer], cel)


def breedte(plaats: Vlakkolom, getoond: Iterable[str], *, sprong: bool) -> float:
    """Width in characters: of the longest of what a column shows, and of the longest word above it; `sprong` is whether
    it begins with an indent."""
    if plaats.inhoud == "kanttekening":
        return _KANTTEKENING
    langste = max([*map(len, getoond), *map(len, plaats.kop.split()), _SMALST - 2])
    return min(langste + (4 if sprong else 2), _BREEDST)


def sprongen(tabel: Tabel, plaatsen: Sequence[Vlakkolom]) -> tuple[bool, ...]:
    """Per column of the sheet whether it is text to the right of an amount."""
    naast = [rechts(tabel, plaats) for plaats in plaatsen]
    return tuple(links and not zelf for links, zelf in zip([False, *naast], naast, strict=False))


def rechts(tabel: Tabel, plaats: Vlakkolom) -> bool:
    """Whether the column holds amounts."""
    return plaats.inhoud == "waarde" and tabel.kolommen[plaats.nummer].soort in GETALLEN


def bladnamen(titels: Sequence[str]) -> tuple[str, ...]:
    """A name for each sheet: its title without what a name may not hold, at most 31 characters, and no name twice."""
    namen: list[str] = []
    for titel in titels:
        kaal = " ".join(re.sub(r"[\[\]:*?/\\]", " ", titel).split()) or "Tabel"
        naam, volgnummer = _afgekort(kaal, 31), 2
        while naam.casefold() in (gegeven.casefold() for gegeven in namen):
            achter = f" {volgnummer}"
            naam = _afgekort(kaal, 31 - len(achter)) + achter
            volgnummer += 1
        namen.append(naam)
    return tuple(namen)


def _afgekort(tekst: str, lengte: int) -> str:
    """At most this long, without an apostrophe at its begin or end, which a name may not have."""
    return tekst[:lengte].strip(" '") or "Tabel"
