"""A table laid out flat, for files that hold nothing but columns and rows.

Belongs here: which columns a CSV or a sheet has besides those of the table (judgements, and notes that a page puts at
the cell). Does not belong here: how a value is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeGuard

from reporting.tabel.model import Cel, Getal, Kolom, Rij, Tabel, Waarde
from reporting.tabel.notatie import als_decimaal

KANTTEKENING = "Kanttekening"


@dataclass(frozen=True)
class Vlakkolom:
    """A column of the file: the value or the judgement of a column of the table (`nummer`, from 0), or the notes."""

    kop: str
    inhoud: Literal["waarde", "oordeel", "kanttekening"]
    nummer: int = 0


def vlakke_kolommen(tabel: Tabel) -> tuple[Vlakkolom, ...]:
    """The columns of the file: a judgement beside a value gets one of its own, and so do notes where there are any."""
    return tuple(_kolommen(tabel))


def _kolommen(tabel: Tabel) -> Iterator[Vlakkolom]:
    for nummer, kolom in enumerate(tabel.kolommen):
        yield Vlakkolom(kolom.kop, "waarde", nummer)
        if any(_oordeel_ernaast(rij.cellen[nummer]) for rij in tabel.rijen):
            yield Vlakkolom(f"{kolom.kop}: oordeel", "oordeel", nummer)
    if any(kanttekeningen(tabel.kolommen, rij) for rij in tabel.rijen):
        yield Vlakkolom(KANTTEKENING, "kanttekening")


def _oordeel_ernaast(cel: Cel) -> bool:
    return cel.oordeel is not None and (cel.waarde is not None or cel.gedrukt is not None)


def kanttekeningen(kolommen: Iterable[Kolom], rij: Rij) -> str:
    """What is said about the cells of a row, each with its column; nothing where there is nothing to say."""
    gezegd: dict[str, list[str]] = {}
    for kolom, cel in zip(kolommen, rij.cellen, strict=True):
        for zin in (cel.onderdrukt, cel.kanttekening):
            if zin:
                gezegd.setdefault(zin, []).append(kolom.kop)
    return " ".join(f"{', '.join(koppen)}: {zin}" for zin, koppen in gezegd.items())


def delen_van_totaal(tabel: Tabel, rij: Rij, kolom: int) -> tuple[tuple[int, int], ...]:
    """The rows that this total adds in this column, with their signs, where they come to just what the cell holds;
    nothing where the cell is no total, a part is not shown, or a document prints another total than its parts."""
    totaal = rij.cellen[kolom].waarde
    if not rij.optelling or not _is_getal(totaal):
        return ()
    voordeel = tabel.kolommen[kolom].voordeel
    delen = tuple((deel, 1 if voordeel else teken) for deel, teken in rij.optelling)
    waarden = [(tabel.rijen[deel].cellen[kolom].waarde, teken) for deel, teken in delen]
    if not all(_is_getal(waarde) for waarde, _ in waarden):
        return ()
    som = sum(teken * als_decimaal(waarde) for waarde, teken in waarden if _is_getal(waarde))
    return delen if som == als_decimaal(totaal) else ()


def _is_getal(waarde: Waarde) -> TypeGuard[Getal]:
    return isinstance(waarde, Getal)
