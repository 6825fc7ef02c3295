"""Which tables of the report are in `pc-tabellen.xlsx`, in which order.

Belongs here: the choice. Does not belong here: what the tables hold, and the workbook itself (`reporting.pc_workbook`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reporting.dashboard.run import Run
from reporting.pc_workbook import Blad, schrijf_werkboek
from reporting.rapport.inhoud import Gemeentedeel, Inhoud
from reporting.rapport.reekstabellen import per_uitsplitsing, reeks
from reporting.tabel.model import Tabel

_JAAR = re.compile(r"\b20\d\d\b")
_NIET = ("herkomst-", "iv3")
"""Pages that lead back to deliveries: what they say belongs to the report, not to a document."""


def schrijf_pc_tabellen(inhoud: Inhoud, pad: Path, run: Run) -> Path:
    """Write the workbook of a published set, whole or not at all; the path.

    What may not be shown is not in `inhoud`, and so not in the workbook. The same set and run give the same bytes.
    """
    return schrijf_werkboek(gekozen_bladen(inhoud), pad, run)


def gekozen_bladen(inhoud: Inhoud) -> tuple[Blad, ...]:
    """Per municipality the tables about money and those of documents, then the series of its indicators."""
    return tuple(blad for gemeente in inhoud.gemeenten for blad in _van(gemeente))


def _van(gemeente: Gemeentedeel) -> Iterator[Blad]:
    kort = gemeente.naam[:3]
    for pagina in gemeente.financien:
        if not pagina.inhoud.sleutel.startswith(_NIET):
            for tabel in pagina.inhoud.tabellen:
                yield Blad(gemeente.naam, pagina.titel, f"{kort} {_jaar_vooraan(tabel)}", tabel)
    for blad in gemeente.bladen:
        for naam, serie in ((blad.code, reeks(blad)), (f"{blad.code} uitsplitsing", per_uitsplitsing(blad))):
            if serie is not None:
                yield Blad(gemeente.naam, "Indicatoren", f"{kort} {naam}", serie, grafiek=True)


def _jaar_vooraan(tabel: Tabel) -> str:
    """Its title with the year in front, where a tab that is cut off still shows it."""
    jaren = [*_JAAR.findall(tabel.titel), *_JAAR.findall(tabel.sleutel)]
    return f"{jaren[0]} {_JAAR.sub('', tabel.titel)}" if jaren else tabel.titel
