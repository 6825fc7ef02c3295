"""A sheet of the workbook to be.

Belongs here: what whoever chooses the tables gives. Does not belong here: the choice (`reporting.rapport.pc_tabellen`).
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.tabel.model import Tabel


@dataclass(frozen=True)
class Blad:
    """A table with a sheet of its own: `naam` is what its tab is called as far as there is room, `kop` the part of the
    contents it stands under, and `grafiek` says that it is a series to draw."""

    gemeente: str
    kop: str
    naam: str
    tabel: Tabel
    grafiek: bool = False
