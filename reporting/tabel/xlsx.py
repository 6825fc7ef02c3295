"""A table as a sheet of a workbook.

Belongs here: where title, header, rows, formulas and notes stand, and the file of one table. Does not belong here: how
they look (`opmaak`), and the workbook of all tables (`reporting.pc_workbook`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reporting.sheets import save_workbook, set_up_for_paper
from reporting.tabel import opmaak
from reporting.tabel.csv import veilig
from reporting.tabel.model import Cel, Getal, Rij, Tabel, Waarde
from reporting.tabel.notatie import ONDERDRUKT, als_decimaal
from reporting.tabel.uitkomsten import zet_uitkomsten
from reporting.tabel.vlak import Vlakkolom, delen_van_totaal, kanttekeningen, vlakke_kolommen

SYNTHETISCH = "Synthetisch (demo): deze cijfers rusten op verzonnen leveringen."


@dataclass(frozen=True)
class Geplaatst:
    """Where a table stands on a sheet: rows counted from 1 as a workbook does, `kolommen` by the key of the column, and
    `uitkomsten` with what each formula comes to."""

    kopregel: int
    eerste: int
    laatste: int
    kolommen: dict[str, int]
    uitkomsten: dict[str, Decimal]


def schrijf_xlsx(tabellen: Sequence[Tabel], pad: Path, moment: datetime) -> Path:
    """Write a workbook with a sheet for each of these tables; the path. `moment` (UTC) is when the set was made: the
    same tables and moment give the same bytes."""
    werkboek = leeg_werkboek()
    uitkomsten = {}
    for nummer, (tabel, naam) in enumerate(
        zip(tabellen, opmaak.bladnamen([tabel.titel for tabel in tabellen]), strict=True), 1
    ):
        uitkomsten[nummer] = zet_tabel(werkboek.create_sheet(naam), tabel).uitkomsten
    save_workbook(werkboek, pad, tabellen[0].titel, moment)
    return zet_uitkomsten(pad, uitkomsten)


def leeg_werkboek() -> Workbook:
    """A workbook without the sheet that a new one has."""
    werkboek = Workbook()
    for blad in werkboek.worksheets:
        werkboek.remove(blad)
    return werkboek


def zet_tabel(blad: Worksheet, tabel: Tabel) -> Geplaatst:
    """Write a table on an empty sheet: title and what must be known first, then a header that stays in view, then
    nothing but the rows, so that they can be taken along as a block, and its sources below it."""
    plaatsen = vlakke_kolommen(tabel)
    kopregel = _boven(blad, tabel)
    uitkomsten: dict[str, Decimal] = {}
    for nummer, plaats in enumerate(plaatsen, 1):
        cel = _cel(blad, kopregel, nummer, veilig(plaats.kop))
        cel.font, cel.fill = opmaak.KOP, opmaak.KOP_VLAK
        cel.alignment = opmaak.KOP_RECHTS if opmaak.rechts(tabel, plaats) else opmaak.KOP_LINKS
        blad.column_dimensions[get_column_letter(nummer)].width = opmaak.breedte(tabel, plaats)
    for regel, rij in enumerate(tabel.rijen, kopregel + 1):
        hoog = opmaak.loopt_door(tabel, rij)
        for nummer, plaats in enumerate(plaatsen, 1):
            gezet = _zet(blad, tabel, rij, plaats, (regel, nummer), kopregel, uitkomsten)
            if gezet is not None:
                _maak_op(gezet, tabel, rij, plaats, hoog=hoog)
    laatste = kopregel + len(tabel.rijen)
    _onder(blad, tabel, laatste + 2)
    blad.freeze_panes = f"B{kopregel + 1}"
    blad.print_title_rows = f"{kopregel}:{kopregel}"
    set_up_for_paper(blad, tabel.titel)
    waarden = {plaats.nummer: nummer for nummer, plaats in enumerate(plaatsen, 1) if plaats.inhoud == "waarde"}
    kolommen = {kolom.sleutel: waarden[nummer] for nummer, kolom in enumerate(tabel.kolommen)}
    return Geplaatst(kopregel, kopregel + 1, laatste, kolommen, uitkomsten)


def _boven(blad: Worksheet, tabel: Tabel) -> int:
    """The lines above the table; the row of its header."""
    _cel(blad, 1, 1, veilig(tabel.titel)).font = opmaak.TITEL
    regels = [*tabel.waarschuwingen, *([SYNTHETISCH] if tabel.synthetisch else [])]
    regels += [f"Eenheid: {tabel.eenheid}"] if tabel.eenheid else []
    for regel, tekst in enumerate(regels, 2):
        _cel(blad, regel, 1, veilig(tekst)).font = opmaak.VET if tekst in tabel.waarschuwingen else opmaak.SCHUIN
    return len(regels) + 3


def _onder(blad: Worksheet, tabel: Tabel, regel: int) -> None:
    uitleg = [f"{kolom.kop}: {kolom.uitleg}" for kolom in tabel.kolommen if kolom.uitleg]
    bronnen = [f"Bron: {bron}" for bron in tabel.bronnen]
    for nummer, tekst in enumerate([*([tabel.toelichting] if tabel.toelichting else []), *uitleg, *bronnen], regel):
        _cel(blad, nummer, 1, veilig(tekst)).font = opmaak.SCHUIN


def _zet(
    blad: Worksheet,
    tabel: Tabel,
    rij: Rij,
    plaats: Vlakkolom,
    waar: tuple[int, int],
    kopregel: int,
    uitkomsten: dict[str, Decimal],
) -> Cell | None:
    """Write what a cell holds; the cell, or None where an ordinary row has nothing."""
    inhoud = rij.cellen[plaats.nummer]
    formule = None
    if plaats.inhoud == "kanttekening":
        waarde: Waarde = veilig(kanttekeningen(tabel.kolommen, rij))
    elif plaats.inhoud == "oordeel":
        waarde = veilig(inhoud.oordeel or "")
    else:
        formule = _formule(tabel, rij, plaats.nummer, waar[1], kopregel)
        waarde = formule if formule is not None else _waarde(inhoud)
    if waarde in {None, ""} and rij.soort == "gewoon":
        return None
    cel = _cel(blad, *waar, waarde)
    if formule is not None and isinstance(inhoud.waarde, Getal):
        cel.data_type = "f"
        uitkomsten[cel.coordinate] = als_decimaal(inhoud.waarde)
    return cel


def _maak_op(cel: Cell, tabel: Tabel, rij: Rij, plaats: Vlakkolom, *, hoog: bool) -> None:
    """Give a cell its style. openpyxl looks every style up anew for every cell, a third of the time that a workbook
    takes: what a spreadsheet does by itself (numbers on the right) is left to it, and only a row of more than one line
    (`hoog`) is aligned to its top."""
    kolom = tabel.kolommen[plaats.nummer]
    if plaats.inhoud == "waarde" and kolom.soort != "tekst":
        cel.number_format = opmaak.getalopmaak(kolom, rij.cellen[plaats.nummer])
    if rij.soort == "totaal":
        cel.font, cel.border = opmaak.VET, opmaak.TOTAAL_RAND
    elif rij.soort == "tussenkop":
        cel.font, cel.fill = opmaak.VET, opmaak.TUSSENKOP_VLAK
        return
    if opmaak.rechts(tabel, plaats) and (hoog or cel.data_type == "s"):
        cel.alignment = opmaak.RECHTS
    elif hoog:
        cel.alignment = opmaak.AFGEBROKEN


def _formule(tabel: Tabel, rij: Rij, kolom: int, plaats: int, kopregel: int) -> str | None:
    """What the cell adds, for whoever checks it: a sum of rows that follow each other, or the parts one by one."""
    delen = delen_van_totaal(tabel, rij, kolom)
    if not delen:
        return None
    letter = get_column_letter(plaats)
    regels = [(kopregel + 1 + deel, teken) for deel, teken in delen]
    eerste, laatste = regels[0][0], regels[-1][0]
    op_een_rij = [regel for regel, _ in regels] == list(range(eerste, laatste + 1))
    if len(regels) > 2 and op_een_rij and all(teken == 1 for _, teken in regels):
        return f"=SUM({letter}{eerste}:{letter}{laatste})"
    return "=" + "".join(f"{'+' if teken == 1 else '-'}{letter}{regel}" for regel, teken in regels).removeprefix("+")


def _waarde(cel: Cel) -> Waarde:
    if cel.onderdrukt is not None:
        return ONDERDRUKT
    if cel.waarde is None:
        tekst = cel.gedrukt or cel.oordeel
        return veilig(tekst) if tekst else None
    return veilig(cel.waarde) if isinstance(cel.waarde, str) else cel.waarde


def _cel(blad: Worksheet, regel: int, kolom: int, waarde: Waarde) -> Cell:
    """A cell with a value that nothing calculates with, unless its type is set to formula after this."""
    cel = blad.cell(regel, kolom)
    if not isinstance(cel, Cell):
        raise TypeError(f"cell {regel}, {kolom} is merged")
    cel.value = waarde or None if isinstance(waarde, str) else waarde
    if isinstance(waarde, str) and waarde:
        cel.data_type = "s"
    return cel
