"""Workbooks, and stored harvests, that must be rejected as a whole, each with its rule and what its reason must say.

Belongs here: what is wrong with them. Does not belong here: bad text (`tests.support.bad_files`) and bad rows.
"""

from __future__ import annotations

import io
import zipfile

from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.bad_files import OLE, PNG, SOUND, Bad

VIS2, MENZIS, CBS = "vis2/opvang", "menzis/garantverzorgd", "cbs/bevolking"
OPGAVE, PC, KADERA = "opgave/vtt", "pc/acties", "kadera/verblijf"

WORKBOOK = wb.vis2()
OTHER_TABLE = ex.harvest([{"measure": "x"}]).replace(b'"regio"', b'"wijk"')


def altered() -> bytes:
    """A workbook in which a letter changed after it was packed, as on a bad disk."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue().replace(b"Totaal aantal: 2", b"Totaal aantal: 3")


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "hallo")
    return out.getvalue()


def far_cell() -> bytes:
    """A workbook with one letter in the last cell that Excel has."""
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return wb.repacked(WORKBOOK, "xl/worksheets/sheet1.xml", b"</sheetData>", cell)


def sheets(beschermd_wonen: list[list[wb.Cell]]) -> bytes:
    return wb.workbook({"Beschermd wonen": beschermd_wonen, "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [])})


def without(kop: str) -> bytes:
    return sheets(wb.vis2_sheet([name for name in wb.KOP_BW if name != kop], []))


def months(*numbers: int) -> bytes:
    rows = wb.menzis_rows()
    return wb.menzis([rows[n] for n in numbers])


DAMAGED_XML = wb.repacked(WORKBOOK, "xl/workbook.xml", b"</sheets>", b"<sheets>")
ONE_SHEET = wb.workbook({"Beschermd wonen": wb.vis2_sheet(wb.KOP_BW, [])})
BELOW = sheets([*wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)]), wb.bw_row(2)])
NO_SUM = wb.menzis([*wb.menzis_rows()[:11], ["dec", 1, 2, 3, 7]])
NO_HEADER = ("koprij is niet die van garantverzorgd",)

WHAT_IT_IS = [
    Bad("a workbook of zero bytes", VIS2, b"", "leeg", ("0 bytes",)),
    Bad("a picture with the extension xlsx", VIS2, PNG, "bestandssoort", ("geen Excelwerkmap",)),
    Bad("a csv with the extension xlsx", VIS2, SOUND, "bestandssoort", ("geen Excelwerkmap",)),
    Bad("a zip with the extension xlsx", VIS2, zipped("brief.docx"), "bestandssoort", ("zip maar geen Excelwerkmap",)),
    Bad("a workbook with a password", VIS2, OLE + bytes(600), "wachtwoord", ("wachtwoord",)),
    Bad("a workbook that is cut off", VIS2, WORKBOOK[: len(WORKBOOK) // 2], "beschadigd", ("beschadigd",)),
    Bad("a workbook in which a letter changed", VIS2, altered(), "beschadigd", ("beschadigd",)),
    Bad("a workbook with damaged XML", VIS2, DAMAGED_XML, "beschadigd", ("beschadigd",)),
    Bad("a cell far outside the table", VIS2, far_cell(), "omvang", ("Beschermd wonen", "ver buiten de tabel")),
]

SHEETS = [
    Bad("a sheet is missing", VIS2, ONE_SHEET, "blad", ("Maatschappelijke opvang",)),
    Bad("a sheet was renamed", MENZIS, wb.menzis(sheet="Verzekerden"), "blad", ("Verzekerden 2024",)),
    Bad("the sheet of another year", MENZIS, wb.menzis(year=2023), "blad", ("Verzekerden 2024",)),
    Bad("an empty sheet", MENZIS, wb.workbook({"Verzekerden 2024": []}), "kop", NO_HEADER),
    Bad("a column of a sheet is missing", VIS2, without("Startdatum"), "kop", ("ontbreekt: Startdatum",)),
    Bad("statements on another sheet", OPGAVE, wb.opgave([], sheet="Blad1"), "blad", ("het blad 'Opgave' ontbreekt",)),
    Bad(
        "statements without a column", OPGAVE, wb.opgave([], kop=wb.KOP_OPGAVE[:-1]), "kop", ("ontbreekt: Toelichting",)
    ),
    Bad("targets for actions", PC, wb.pc("streefwaarden", []), "kop", ("koprij is niet die van acties",)),
    Bad("no row above the header", KADERA, wb.workbook({"Cliënten": [wb.KOP_KADERA]}), "kop", ("die van verblijf",)),
    Bad("a header one row lower", MENZIS, wb.menzis(kop=()), "kop", NO_HEADER),
    Bad(
        "another peildatum",
        VIS2,
        wb.vis2(peildatum="Peildatum: 30-06-2023"),
        "peildatum",
        ("A2", "2023-06-30", "2023-12-31"),
    ),
    Bad("no peildatum", VIS2, wb.vis2(peildatum="VIS2"), "peildatum", ("A2", "Peildatum: dd-mm-jjjj")),
]

TOTALS = [
    Bad("another total", VIS2, wb.vis2(total=7), "controletotaal", ("kondigt 7 records aan",), 3),
    Bad("no total", VIS2, wb.vis2(total=None), "totaalregel", ("Totaal aantal: <aantal>", "afgekapt"), 3),
    Bad("rows below the total", VIS2, BELOW, "totaalregel", ("onder de totaalregel", "rij 8"), 1),
    Bad("eleven months", MENZIS, months(*range(11)), "twaalf_maanden", ("twaalf maanden",), 11),
    Bad("a month twice", MENZIS, months(*range(11), 10), "twaalf_maanden", ("twaalf maanden",), 12),
    Bad("a total that is no sum", MENZIS, NO_SUM, "aandeel_quarantaine", ("1 van de 12 rijen",), 12),
]

HARVESTS = [
    Bad("a harvest that broke off", CBS, ex.harvest([ex.observation()] * 2)[:-40], "beschadigd", ("is beschadigd",)),
    Bad("fewer rows harvested", CBS, ex.harvest([ex.observation()], count=2), "beschadigd", ("is beschadigd",)),
    Bad("a harvest of another table", CBS, OTHER_TABLE, "kop", ("regio",)),
]

BAD_WORKBOOKS = [*WHAT_IT_IS, *SHEETS, *TOTALS, *HARVESTS]
