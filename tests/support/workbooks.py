"""Workbooks made on the fly, as registers write them and people fill them in, sound unless a test says otherwise.

Belongs here: sheets and what stands around their tables. Does not belong here: text (`tests.support.extracts`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.support.extracts import bsn


@dataclass(frozen=True)
class Shown:
    """A number that Excel shows in a form of its own, such as 0.743 as 74,3%."""

    value: float
    number_format: str


Cell = str | int | float | bool | date | Shown | None

KOP_BW = ("Cliëntnr", "BSN", "Gemeente herkomst", "Status", "Indicatiedatum", "Startdatum", "Einddatum", "Instelling")
KOP_MO = ("Cliëntnr", "BSN", "Locatie", "Datum in", "Datum uit", "Bestemming")
KOP_MENZIS = ("Peilmaand", "GarantVerzorgd 1", "GarantVerzorgd 2", "GarantVerzorgd 3", "Totaal")
KOP_OPGAVE = ("Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid", "Status", "Toelichting")
KOP_PC = {
    "streefwaarden": ("Document", "Indicator", "Uitsplitsing", "Jaar", "Streefwaarde", "Toelichting"),
    "acties": ("Document", "Doel", "Nummer", "Actie", "Moment", "Status", "Toelichting"),
    "publicaties": ("Document", "Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid"),
    "begrotingsregels": (
        *("Document", "Jaar", "Fase"),
        *("Programma", "Doel", "Product", "Taakveld"),
        *("Soort", "Bedrag", "Eenheid"),
    ),
}
KOP_KADERA = ("Cliënt", "Vorm", "Instroom", "Uitstroom")
MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def workbook(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """A workbook; a date becomes an Excel date."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    def as_cell(value: Cell) -> Any:
        if not isinstance(value, Shown):
            return value
        cell = WriteOnlyCell(sheet, value.value)
        cell.number_format = value.number_format
        return cell

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([as_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bw_row(
    n: int = 1, *, bsn_: Cell = None, status: str = "Indicatie", start: Cell = date(2023, 2, 1), einde: Cell = None
) -> list[Cell]:
    return [
        f"4{n:04d}",
        bsn(n) if bsn_ is None else bsn_,
        "Enschede",
        status,
        date(2023, 1, 5),
        start,
        einde,
        "Instelling A",
    ]


def mo_row(n: int = 1, *, uit: Cell = "31-03-2023") -> list[Cell]:
    return [f"4{n:04d}", bsn(n), "Locatie 1", date(2023, 3, 1), uit, "Eigen woning"]


def vis2_sheet(
    kop: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    peildatum: str = "Peildatum: 31-12-2023",
    total: int | None = -1,
) -> list[Sequence[Cell]]:
    """One sheet of VIS2; `total` is what the last row says (-1: the right number, None: no such row)."""
    closing: list[Sequence[Cell]] = (
        [] if total is None else [[], [f"Totaal aantal: {len(rows) if total == -1 else total}"]]
    )
    return [["VIS2"], [peildatum], [], kop, *rows, *closing]


def vis2(bw: Sequence[Sequence[Cell]] | None = None, mo: Sequence[Sequence[Cell]] | None = None, **sheet: Any) -> bytes:
    bw = [bw_row(1), bw_row(2)] if bw is None else bw
    mo = [mo_row(3)] if mo is None else mo
    return workbook(
        {"Beschermd wonen": vis2_sheet(KOP_BW, bw, **sheet), "Maatschappelijke opvang": vis2_sheet(KOP_MO, mo)}
    )


def menzis_rows(packages: int = 3) -> list[list[Cell]]:
    """Twelve months in which the total is the sum of the packages."""
    rows: list[list[Cell]] = []
    for n, maand in enumerate(MAANDEN):
        counts = [10 * package + n for package in range(1, packages + 1)]
        rows.append([maand, *counts, sum(counts)])
    return rows


def menzis(
    rows: Sequence[Sequence[Cell]] | None = None,
    year: int = 2024,
    *,
    kop: Sequence[Cell] = KOP_MENZIS,
    sheet: str | None = None,
    footer: Sequence[Sequence[Cell]] = ([], ["Stand op de laatste dag van de maand."]),
) -> bytes:
    return workbook(
        {
            sheet or f"Verzekerden {year}": [
                ["GarantVerzorgd"],
                [],
                kop,
                *(menzis_rows() if rows is None else rows),
                *footer,
            ]
        }
    )


def opgave_row(
    waarde: Cell = "4.501", *, indicator: str = "vtt_meldingen", uitsplitsing: str = "", jaar: Cell = 2024, **rest: Cell
) -> list[Cell]:
    """A statement of a partner; `rest` are Eenheid, Status and Toelichting."""
    return [indicator, uitsplitsing, jaar, waarde, *(rest.get(kop.lower()) for kop in KOP_OPGAVE[4:])]


def opgave(rows: Sequence[Sequence[Cell]], *, kop: Sequence[Cell] = KOP_OPGAVE, sheet: str = "Opgave") -> bytes:
    return workbook({sheet: [kop, *rows]})


def begrotingsregel(bedrag: Cell = "517.499", **rest: Cell) -> list[Cell]:
    """A line of the controllers; `rest` are its other columns."""
    regel: dict[str, Cell] = {
        "document": "enschede-jaarrekening-2024",
        "jaar": 2024,
        "fase": "realisatie",
        "programma": "Vitaal & Sociaal",
        "soort": "lasten",
        "eenheid": "x 1.000 euro",
        "bedrag": bedrag,
    }
    return [(regel | rest).get(kop.lower()) for kop in KOP_PC["begrotingsregels"]]


def pc(feed: str, rows: Sequence[Sequence[Cell]], *, sheet: str = "Blad1") -> bytes:
    """A workbook of the controllers, whose sheet may have any name."""
    return workbook({sheet: [KOP_PC[feed], *rows], "Toelichting bij de codes": [["x"]]})


def kadera_row(
    n: int = 1, *, vorm: str = "Intensief", instroom: Cell = date(2024, 2, 1), uitstroom: Cell = None
) -> list[Cell]:
    return [70_000 + n, vorm, instroom, uitstroom]


def kadera(rows: Sequence[Sequence[Cell]], *, kop: Sequence[Cell] = KOP_KADERA, sheet: str = "Cliënten") -> bytes:
    return workbook({sheet: [["Kadera"], kop, *rows]})


def repacked(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            assert name != part or old in text
            target.writestr(name, text.replace(old, new) if name == part else text)
    return out.getvalue()
