"""A delivery as its file, written as the contract says that it is written.

Belongs here: header, closing line, sheets and what stands around the rows. Does not belong here: the rows
(`tests.support.corrupt.sound`) and deliveries in JSON of Iv3 (`tests.support.iv3`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date

from sources.contract_model import Contract, Tabel
from tests.support import workbooks as wb
from tests.support.corrupt.sound import Rij, peildatum

Cellen = Rij | Sequence[wb.Cell]
"""A row by the names of its fields, or cell by cell where it has more or fewer of them than its header."""

CSV_FIRST_ROW = 2
Tabellen = Mapping[str, Sequence[Cellen]]


def file_name(contract: Contract, nr: int = 1, day: date | None = None, gemeente: str = "") -> str:
    """The name under which a delivery of this feed arrives."""
    code = gemeente or contract.gebied_code or ("NL01" if contract.odata else "GM0153")
    return f"{code}_{contract.feed}_{day or peildatum(contract.sleutel):%Y%m%d}_{nr:02d}.{contract.layout.extensie}"


def first_row(contract: Contract, tabel: Tabel) -> int:
    """The number of the first row of a table, as a spreadsheet shows it."""
    return tabel.blad.kopregel + 1 if tabel.blad else 1 if contract.layout.formaat == "iv3" else CSV_FIRST_ROW


def written(contract: Contract, tabellen: Tabellen, day: date | None = None) -> bytes:
    """The file with these rows, per table; what is wrong with it is wrong with its rows."""
    day = day or peildatum(contract.sleutel)
    match contract.layout.formaat:
        case "csv":
            (tabel,) = contract.tabellen
            return _delimited(contract, tabel, tabellen[tabel.naam], day)
        case "werkmap":
            sheets = {_sheet_name(tabel, day): _sheet(tabel, tabellen[tabel.naam], day) for tabel in contract.tabellen}
            return wb.workbook(sheets)
        case "odata":
            (tabel,) = contract.tabellen
            return _harvest(contract, tabel, tabellen[tabel.naam])
        case formaat:
            raise ValueError(f"{contract.sleutel}: {formaat} is not made of rows")


def cells(tabel: Tabel, row: Cellen, day: date) -> list[wb.Cell]:
    if not isinstance(row, dict):
        return list(row)
    return [row.get(veld.naam) for veld in tabel.velden if veld.geldt_op(day)]


def _delimited(contract: Contract, tabel: Tabel, rows: Sequence[Cellen], day: date) -> bytes:
    layout = contract.layout
    out = io.StringIO()
    quoting = csv.QUOTE_MINIMAL if layout.aanhalingsteken else csv.QUOTE_NONE
    writer = csv.writer(out, delimiter=str(layout.scheidingsteken), quoting=quoting, lineterminator="\r\n")
    writer.writerow([veld.kop for veld in tabel.velden])
    writer.writerows(cells(tabel, row, day) for row in rows)
    closing = layout.slotregel.format(aantal=len(rows)) + "\r\n" if layout.slotregel else ""
    return (out.getvalue() + closing).encode(str(layout.codering))


def _sheet_name(tabel: Tabel, day: date) -> str:
    return tabel.blad.naam.format(jaar=day.year) if tabel.blad and tabel.blad.naam else "Blad1"


def _sheet(tabel: Tabel, rows: Sequence[Cellen], day: date) -> list[Sequence[wb.Cell]]:
    assert tabel.blad is not None
    above: list[Sequence[wb.Cell]] = [["Overzicht"]] + [[] for _ in range(tabel.blad.kopregel - 2)]
    if tabel.blad.peildatumcel:
        above[int(tabel.blad.peildatumcel[1:]) - 1] = [f"Peildatum: {day:%d-%m-%Y}"]
    header = [veld.kop for veld in tabel.velden if veld.geldt_op(day)]
    below: list[Sequence[wb.Cell]] = (
        [[], [tabel.blad.totaalregel.format(aantal=len(rows))]] if tabel.blad.totaalregel else []
    )
    return [*above[: tabel.blad.kopregel - 1], header, *(cells(tabel, row, day) for row in rows), *below]


def _harvest(contract: Contract, tabel: Tabel, rows: Sequence[Cellen]) -> bytes:
    odata = contract.odata
    assert odata is not None
    metadata = {
        "tabel": odata.tabel, "titel": contract.naam, "modified": "2024-06-01T02:00:00+02:00", "filter": odata.filter,
        "kolommen": {veld.kop: veld.naam for veld in tabel.velden if veld.naam != "status"}, "synthetisch": False,
        "aantal": len(rows),
    }  # fmt: skip
    return "".join(json.dumps(line) + "\n" for line in (metadata, *rows)).encode()
