"""What comes as a workbook from VIS2, Menzis and Kadera.

Belongs here: workbooks of registers with which something is wrong. What is expected:
`tests/expectations/corrupt/werkmap_*.yml`.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date

from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.corrupt.delivery import Corrupt, changed, everywhere, file, rows, sound
from tests.support.corrupt.faults_ssd import OLE, PNG
from tests.support.corrupt.faults_ssd import SOUND as A_CSV
from tests.support.corrupt.reshaped import hidden_row, merged

VIS2, MENZIS, KADERA = "vis2/opvang", "menzis/garantverzorgd", "kadera/verblijf"
IN_2024 = date(2024, 12, 31)
WORKBOOK = wb.vis2()


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
    made = wb.menzis_rows()
    return wb.menzis([made[n] for n in numbers])


_BELOW = sheets([*wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)]), wb.bw_row(2)])
_ONE_SHEET = wb.workbook({"Beschermd wonen": wb.vis2_sheet(wb.KOP_BW, [])})
_NO_SUM = wb.menzis([*wb.menzis_rows()[:11], ["dec", 1, 2, 3, 7]])
_OTHER_WORDS = wb.menzis(
    [["mei" if row[0] == "mei" else f"2024-{n:02d}", *row[1:]] for n, row in enumerate(wb.menzis_rows(), 1)]
)

_AFTER_ITS_END = wb.workbook(
    {
        name.upper(): wb.vis2_sheet(kop, [], peildatum="Peildatum: 31-12-2024")
        for name, kop in (("Beschermd wonen", wb.KOP_BW), ("Maatschappelijke opvang", wb.KOP_MO))
    }
)
_OTHER_HEADER = wb.workbook(
    {
        "Cliënten": [["Kadera"], [kop.lower() for kop in wb.KOP_KADERA][::-1], wb.kadera_row()[::-1]],
        "Notities": [["Gebeld met Zwolle"]],
    }
)

WHAT_IT_IS = [
    Corrupt("a workbook of zero bytes", VIS2, b""),
    Corrupt("a picture with the extension xlsx", VIS2, PNG),
    Corrupt("a csv with the extension xlsx", VIS2, A_CSV),
    Corrupt("a zip with the extension xlsx", VIS2, zipped("brief.docx")),
    Corrupt("a workbook with a password", VIS2, OLE + bytes(600)),
    Corrupt("a workbook that is cut off", VIS2, WORKBOOK[: len(WORKBOOK) // 2]),
    Corrupt("a workbook in which a letter changed", VIS2, altered()),
    Corrupt("a workbook with damaged XML", VIS2, wb.repacked(WORKBOOK, "xl/workbook.xml", b"</sheets>", b"<sheets>")),
    Corrupt("a cell far outside the table", VIS2, far_cell()),
]

SHEETS = [
    Corrupt("a sheet is missing", VIS2, _ONE_SHEET),
    Corrupt("a column of a sheet is missing", VIS2, without("Startdatum")),
    Corrupt("another peildatum", VIS2, wb.vis2(peildatum="Peildatum: 30-06-2023")),
    Corrupt("no peildatum", VIS2, wb.vis2(peildatum="VIS2")),
    Corrupt("another total", VIS2, wb.vis2(total=7)),
    Corrupt("no total", VIS2, wb.vis2(total=None)),
    Corrupt("rows below the total", VIS2, _BELOW),
    Corrupt("after VIS2 had ended, on sheets in capitals", VIS2, _AFTER_ITS_END, dag=IN_2024),
    Corrupt("a sheet was renamed", MENZIS, wb.menzis(sheet="Verzekerden"), dag=IN_2024),
    Corrupt("the sheet of another year", MENZIS, wb.menzis(year=2023), dag=IN_2024),
    Corrupt("an empty sheet", MENZIS, wb.workbook({"Verzekerden 2024": []}), dag=IN_2024),
    Corrupt(
        "a header one row lower in a workbook",
        MENZIS,
        wb.menzis([wb.KOP_MENZIS, *wb.menzis_rows()], kop=()),
        dag=IN_2024,
    ),
    Corrupt("no header in a workbook", MENZIS, wb.menzis(kop=()), dag=IN_2024),
    Corrupt(
        "a package before it is agreed",
        MENZIS,
        wb.menzis(wb.menzis_rows(4), kop=[*wb.KOP_MENZIS[:4], "GarantVerzorgd 4", "Totaal"]),
        dag=IN_2024,
    ),
    Corrupt("a year without the package that was agreed", MENZIS, wb.menzis(year=2025)),
    Corrupt("no row above the header", KADERA, wb.workbook({"Cliënten": [wb.KOP_KADERA]})),
    Corrupt("small letters, another order and a sheet more", KADERA, _OTHER_HEADER),
    Corrupt("a header over two columns", KADERA, merged(sound(KADERA), "C2:D2")),
]

_MO = rows(VIS2)
_MO["maatschappelijke_opvang"] = [row | {"datum_uit": "1 maart 2023"} for row in _MO["maatschappelijke_opvang"]]

CELLS = [
    Corrupt("numbers of people as numbers", VIS2, changed(VIS2, {n: {"bsn": int(ex.bsn(n)[1:])} for n in (1, 2, 3)})),
    Corrupt("dates in words on one sheet", VIS2, file(VIS2, _MO)),
    Corrupt("eleven months", MENZIS, months(*range(11)), dag=IN_2024),
    Corrupt("a total that is no sum", MENZIS, _NO_SUM, dag=IN_2024),
    Corrupt("months as a computer writes them", MENZIS, _OTHER_WORDS, dag=IN_2024),
    Corrupt("hidden rows", KADERA, hidden_row(sound(KADERA), 5)),
    Corrupt("dates as people write them", KADERA, everywhere(KADERA, lambda row: {"instroom": "1 feb 2024"})),
    Corrupt(
        "a stay twice and a total below",
        KADERA,
        file(
            KADERA,
            {
                "verblijf": [
                    *rows(KADERA)["verblijf"],
                    rows(KADERA)["verblijf"][0],
                    {"client": "Totaal", "vorm": None, "instroom": 13},
                ]
            },
        ),
    ),
]

WERKMAP_VORM, WERKMAP_INHOUD = [*WHAT_IT_IS, *SHEETS], CELLS
