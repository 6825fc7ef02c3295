"""Extracts that people type: their rows lie as data beside the module that delivers them.

Belongs here: reading such a file of rows, and the workbooks that it becomes. Does not belong here: the rows themselves,
which are data, nor what a source calls its sheet.

Columns of such a file: feed, gemeente, peildatum and aankomst (ISO dates) say which delivery a row is in; the rest are
the columns of the layout, under the layout's own headers, with cells as they are typed.
"""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

from sources.demo.levering import Levering
from sources.demo.werkmap import Cel, werkmap

if TYPE_CHECKING:
    from pathlib import Path

Rij = dict[str, str]
_LEVERINGSKOLOMMEN = ("feed", "gemeente", "peildatum", "aankomst")


def lees_tabel(bestand: Path, bron: str) -> dict[Levering, list[Rij]]:
    """The deliveries in the file, each with its rows in the order in which they were typed."""
    leveringen: dict[Levering, list[Rij]] = {}
    with bestand.open(encoding="utf-8", newline="") as file:
        for rij in csv.DictReader(file):
            feed, gemeente, peildatum, aankomst = (rij.pop(kolom) for kolom in _LEVERINGSKOLOMMEN)
            dag = date.fromisoformat(peildatum)
            na_dagen = (date.fromisoformat(aankomst) - dag).days
            levering = Levering(bron, feed, dag, "xlsx", na_dagen, gemeente=gemeente)
            leveringen.setdefault(levering, []).append(rij)
    return leveringen


def als_werkmap(levering: Levering, blad: str, rijen: list[Rij]) -> bytes:
    """A workbook of one sheet with its header in row 1."""
    cellen = [[_cel(kolom, waarde) for kolom, waarde in rij.items()] for rij in rijen]
    return werkmap([(blad, [list(rijen[0]), *cellen])], levering.aankomst)


def _cel(kolom: str, waarde: str) -> Cel:
    """An empty cell, a year as Excel's number, or the text: a typed figure must not lose its stars and brackets."""
    if not waarde:
        return None
    return int(waarde) if kolom == "Jaar" and waarde.isdigit() else waarde
