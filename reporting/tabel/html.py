"""What a page needs to render a table.

Belongs here: which notes a table has, how a judgement is drawn, where a cell links to. Does not belong here: the text
of a cell (`notatie`) and the elements themselves (`delen.html` of the report).
"""

from __future__ import annotations

from collections.abc import Mapping

from reporting.tabel.model import GETALLEN, Cel, Kolom, Tabel

_VORMEN = {
    "goed": ("gehaald", "voordeel", "conform verwachting", "sluit aan", "beter", "goed"),
    "omhoog": ("boven verwachting",),
    "kapot": ("niet gehaald", "nadeel", "loopt achter, bijsturing heeft onvoldoende effect", "kapot"),
    "waarschuwing": ("wijkt af", "slechter", "loopt achter, bijsturing mogelijk"),
    "gelijk": ("neutraal", "neutrale wijziging", "gelijk"),
    "te_laat": ("te laat",),
    "deels": ("deels",),
}
_VORM_VAN = {woord: vorm for vorm, woorden in _VORMEN.items() for woord in woorden}


def vorm(oordeel: str) -> str:
    """The shape that goes with a judgement; a dashed circle for what has no judgement yet."""
    return _VORM_VAN.get(oordeel, "ontbreekt")


def noten(tabel: Tabel) -> Mapping[str, int]:
    """The notes of a table, numbered from 1 in the order of reading; the same note is there once."""
    teksten = dict.fromkeys(noot for rij in tabel.rijen for cel in rij.cellen if (noot := noot_van(cel)))
    return {tekst: nummer for nummer, tekst in enumerate(teksten, start=1)}


def noot_van(cel: Cel) -> str | None:
    """What must be said of a cell: why it is not shown, or what goes with it."""
    return cel.onderdrukt or cel.kanttekening


def marts(tabel: Tabel) -> tuple[str, ...]:
    """The published tables whose rows stand in a table."""
    return tuple(dict.fromkeys(cel.herkomst.mart for rij in tabel.rijen for cel in rij.cellen if cel.herkomst))


def is_getal(kolom: Kolom) -> bool:
    """Whether a column is aligned on the right."""
    return kolom.soort in GETALLEN


def adres(doel: str, hier: str) -> str:
    """A page of the site (with or without anchor) as a link from the page `hier`; both from the root of the site."""
    pagina, streep, anker = doel.partition("#")
    if pagina == hier and streep:
        return f"#{anker}"
    van, naar = hier.split("/")[:-1], pagina.split("/")
    gelijk = 0
    while gelijk < min(len(van), len(naar) - 1) and van[gelijk] == naar[gelijk]:
        gelijk += 1
    return "../" * (len(van) - gelijk) + "/".join(naar[gelijk:]) + streep + anker
