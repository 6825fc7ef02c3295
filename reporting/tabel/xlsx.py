"""A table as a sheet of a workbook.

Belongs here: where title, header, rows, formulas and notes stand, and the file of one table. Does not belong here: how
they look (`opmaak`), and the workbook of all tables (`reporting.pc_workbook`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reporting.sheets import save_workbook, set_height, set_up_for_paper
from reporting.tabel import opmaak
from reporting.tabel.celwaarde import celwaarde, zet_cel
from reporting.tabel.csv import veilig
from reporting.tabel.formules import formule_van
from reporting.tabel.model import Getal, Rij, Tabel, Waarde
from reporting.tabel.notatie import als_decimaal
from reporting.tabel.uitkomsten import zet_uitkomsten
from reporting.tabel.vlak import Vlakkolom, kanttekeningen, vlakke_kolommen

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


def schrijf_xlsx(tabel: Tabel, pad: Path, moment: datetime) -> Path:
    """Write a workbook of this table; the path. `moment` (UTC) is when the set was made: the same table and moment give
    the same bytes."""
    werkboek = leeg_werkboek()
    (naam,) = opmaak.bladnamen([tabel.titel])
    gezet = zet_tabel(werkboek.create_sheet(naam), tabel)
    save_workbook(werkboek, pad, tabel.titel, moment)
    return zet_uitkomsten(pad, {1: gezet.uitkomsten})


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
    sprongen = opmaak.sprongen(tabel, plaatsen)
    teksten = opmaak.teksten(tabel, plaatsen)
    kopregel = _boven(blad, tabel)
    breedtes = [
        opmaak.breedte(plaats, (rij[nummer] for rij in teksten), sprong=sprongen[nummer])
        for nummer, plaats in enumerate(plaatsen)
    ]
    _kop(blad, tabel, plaatsen, sprongen, breedtes, kopregel)
    uitkomsten: dict[str, Decimal] = {}
    for regel, (rij, getoond) in enumerate(zip(tabel.rijen, teksten, strict=True), kopregel + 1):
        hoog = set_height(blad, regel, zip(getoond, breedtes, strict=True)) > 1
        for nummer, plaats in enumerate(plaatsen, 1):
            gezet = _zet(blad, tabel, rij, plaats, (regel, nummer), kopregel, uitkomsten)
            if gezet is not None:
                _maak_op(gezet, tabel, rij, plaats, hoog=hoog, sprong=sprongen[nummer - 1])
    laatste = kopregel + len(tabel.rijen)
    _onder(blad, tabel, laatste + 2)
    blad.freeze_panes = f"B{kopregel + 1}"
    blad.print_title_rows = f"{kopregel}:{kopregel}"
    set_up_for_paper(blad, tabel.titel)
    waarden = {plaats.nummer: nummer for nummer, plaats in enumerate(plaatsen, 1) if plaats.inhoud == "waarde"}
    kolommen = {kolom.sleutel: waarden[nummer] for nummer, kolom in enumerate(tabel.kolommen)}
    return Geplaatst(kopregel, kopregel + 1, laatste, kolommen, uitkomsten)


def _kop(
    blad: Worksheet,
    tabel: Tabel,
    plaatsen: Sequence[Vlakkolom],
    sprongen: Sequence[bool],
    breedtes: Sequence[float],
    regel: int,
) -> None:
    """The header, high enough for its longest text, and the widths of its columns."""
    for nummer, (plaats, sprong, breedte) in enumerate(zip(plaatsen, sprongen, breedtes, strict=True), 1):
        cel = zet_cel(blad, regel, nummer, veilig(plaats.kop))
        cel.font, cel.fill = opmaak.KOP, opmaak.KOP_VLAK
        links = opmaak.KOP_INGESPRONGEN if sprong else opmaak.KOP_LINKS
        cel.alignment = opmaak.KOP_RECHTS if opmaak.rechts(tabel, plaats) else links
        blad.column_dimensions[get_column_letter(nummer)].width = breedte
    set_height(blad, regel, zip((plaats.kop for plaats in plaatsen), breedtes, strict=True))


def _boven(blad: Worksheet, tabel: Tabel) -> int:
    """The lines above the table; the row of its header."""
    zet_cel(blad, 1, 1, veilig(tabel.titel)).font = opmaak.TITEL
    regels = [*tabel.waarschuwingen, *([SYNTHETISCH] if tabel.synthetisch else [])]
    regels += [f"Eenheid: {tabel.eenheid}"] if tabel.eenheid else []
    onder = 2
    for tekst in regels:
        onder = _regels(blad, onder, tekst, opmaak.VET if tekst in tabel.waarschuwingen else opmaak.SCHUIN)
    return onder + 1


def _onder(blad: Worksheet, tabel: Tabel, regel: int) -> None:
    uitleg = [f"{kolom.kop}: {kolom.uitleg}" for kolom in tabel.kolommen if kolom.uitleg]
    bronnen = [f"Bron: {bron}" for bron in tabel.bronnen]
    for tekst in [*([tabel.toelichting] if tabel.toelichting else []), *uitleg, *bronnen]:
        regel = _regels(blad, regel, tekst, opmaak.SCHUIN)


def _regels(blad: Worksheet, regel: int, tekst: str, letter: Font) -> int:
    """Write a text beside a table in lines that fit on paper; the row after it. In one line it would make everything on
    the page as small as it is long."""
    stukken = textwrap.wrap(tekst, opmaak.REGEL)
    for nummer, stuk in enumerate(stukken, regel):
        zet_cel(blad, nummer, 1, veilig(stuk)).font = letter
    return regel + len(stukken)


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
        formule = formule_van(tabel, rij, plaats.nummer, waar[1], kopregel)
        waarde = formule if formule is not None else celwaarde(inhoud)
    if waarde in {None, ""} and rij.soort == "gewoon":
        return None
    cel = zet_cel(blad, *waar, waarde)
    if formule is not None and isinstance(inhoud.waarde, Getal):
        cel.data_type = "f"
        uitkomsten[cel.coordinate] = als_decimaal(inhoud.waarde)
    return cel


def _maak_op(cel: Cell, tabel: Tabel, rij: Rij, plaats: Vlakkolom, *, hoog: bool, sprong: bool) -> None:
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
    if opmaak.rechts(tabel, plaats):
        if hoog or cel.data_type == "s":
            cel.alignment = opmaak.RECHTS
    elif sprong:
        cel.alignment = opmaak.INGESPRONGEN
    elif plaats.inhoud == "waarde" and kolom.soort in {"jaar", "datum"}:
        cel.alignment = opmaak.LINKS
    elif hoog:
        cel.alignment = opmaak.AFGEBROKEN
