"""What a cell of a sheet holds.

Belongs here: from a cell of a table to a value that nothing calculates with. Does not belong here: which cell stands
where (`xlsx`) and how it looks (`opmaak`).
"""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reporting.tabel.csv import veilig
from reporting.tabel.model import Cel, Waarde
from reporting.tabel.notatie import ONDERDRUKT


def celwaarde(cel: Cel) -> Waarde:
    """The number, the date or the text of a cell; the word that stands for what is not shown."""
    if cel.onderdrukt is not None:
        return ONDERDRUKT
    if cel.waarde is None:
        tekst = cel.gedrukt or cel.oordeel
        return veilig(tekst) if tekst else None
    return veilig(cel.waarde) if isinstance(cel.waarde, str) else cel.waarde


def zet_cel(blad: Worksheet, regel: int, kolom: int, waarde: Waarde) -> Cell:
    """A cell with a value that nothing calculates with, unless its type is set to formula after this."""
    cel = blad.cell(regel, kolom)
    if not isinstance(cel, Cell):
        raise TypeError(f"cell {regel}, {kolom} is merged")
    cel.value = waarde or None if isinstance(waarde, str) else waarde
    if isinstance(waarde, str) and waarde:
        cel.data_type = "s"
    return cel
