"""Excel workbooks as people send them: titles above, totals below, dates typed as dates and dates typed as text.

Belongs here: finding a table on its sheet and turning cells into text. python-calamine reads; it is four to five times faster than openpyxl.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sources.contract_model import Blad, Layout, Tabel
from sources.reading.header import match_header
from sources.reading.result import ONLEESBAAR, RIJNUMMER, Afgekeurd, Inhoud, Opmerking, Rijen, text_schema

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PEILDATUM = re.compile(r"Peildatum:\s*(\d{2})-(\d{2})-(\d{4})", re.IGNORECASE)


def read_workbook(path: Path, tabellen: Sequence[Tabel], layout: Layout, peildatum: date) -> Inhoud:
    """Read the sheets of a workbook. Raises `Afgekeurd` where the workbook, a sheet or a header is not what was agreed."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    _refuse_what_is_no_workbook(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            sheets = {tabel.naam: _cells(workbook, _blad(tabel), peildatum) for tabel in tabellen}
    except PasswordError:
        raise _protected() from None
    except (CalamineError, XmlError, ZipError):
        raise _damaged() from None
    parts = [_table(tabel, sheets[tabel.naam], layout, peildatum) for tabel in tabellen]
    remarks = tuple(remark for _, remarks in parts for remark in remarks)
    return Inhoud({tabel.naam: rijen for tabel, (rijen, _) in zip(tabellen, parts, strict=True)}, remarks)


def cell_text(value: Any, decimal_mark: str = ",") -> str:
    """A cell as text: dates in ISO form, whole numbers without a decimal mark, everything else as it stands."""
    match value:
        case str():
            return value
        case bool():
            return "WAAR" if value else "ONWAAR"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return repr(value).replace(".", decimal_mark)
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta() | int():
            return str(value)
        case _:
            return ""


def _refuse_what_is_no_workbook(path: Path) -> None:
    if path.stat().st_size == 0:
        raise Afgekeurd("leeg", "het bestand is leeg (0 bytes); lever het opnieuw")
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        raise _protected()
    if not start.startswith(b"PK"):
        raise Afgekeurd("bestandssoort", "het bestand is geen Excelwerkmap (.xlsx), wat de naam ook zegt; lever het juiste bestand")
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise _damaged() from None
    if "xl/workbook.xml" not in names:
        raise Afgekeurd("bestandssoort", "het bestand is een zip maar geen Excelwerkmap; lever het juiste bestand")


def _protected() -> Afgekeurd:
    return Afgekeurd("wachtwoord", "de werkmap heeft een wachtwoord (of is een oud .xls); lever haar zonder wachtwoord als .xlsx")


def _damaged() -> Afgekeurd:
    return Afgekeurd("beschadigd", "de werkmap is beschadigd en niet te openen; lever haar opnieuw")


def _blad(tabel: Tabel) -> Blad:
    if tabel.blad is None:
        raise ValueError(f"{tabel.naam} heeft geen blad in het contract")
    return tabel.blad


def _cells(workbook: Any, blad: Blad, peildatum: date) -> list[list[Any]]:
    name = blad.naam.format(jaar=peildatum.year)
    if name not in workbook.sheet_names:
        raise Afgekeurd("blad", f"het blad '{name}' ontbreekt; lever de werkmap met dit blad")
    return list(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _table(tabel: Tabel, cells: list[list[Any]], layout: Layout, peildatum: date) -> tuple[Rijen, tuple[Opmerking, ...]]:
    import pyarrow as pa

    blad = _blad(tabel)
    if blad.peildatumcel:
        _check_peildatum(cells, blad.peildatumcel, peildatum, tabel)
    header = [cell_text(cell) for cell in cells[blad.kopregel - 1]] if len(cells) >= blad.kopregel else []
    kop = match_header(header, tabel, peildatum)
    last, aangekondigd, fouten = _end_of_rows(cells, blad, tabel)
    rows = [
        (number, row)
        for number, row in enumerate(cells[blad.kopregel : last], blad.kopregel + 1)
        if any(cell not in ("", None) for cell in row)
    ]
    columns: dict[str, list[Any]] = {RIJNUMMER: [number for number, _ in rows], ONLEESBAAR: [None] * len(rows)}
    for naam, place in kop.plaats.items():
        columns[naam] = [cell_text(row[place], layout.decimaalteken) if place < len(row) else "" for _, row in rows]
    velden = tuple(kop.plaats)
    stream = pa.Table.from_pydict(columns, schema=text_schema(velden)).to_reader()
    return Rijen(stream, velden, aangekondigd, fouten), kop.opmerkingen


def _check_peildatum(cells: list[list[Any]], place: str, peildatum: date, tabel: Tabel) -> None:
    row, column = int(place[1:]) - 1, ord(place[0]) - ord("A")
    text = cell_text(cells[row][column]) if len(cells) > row and len(cells[row]) > column else ""
    match = _PEILDATUM.fullmatch(text.strip())
    if match is None:
        raise Afgekeurd("peildatum", f"cel {place} van {tabel.naam} zegt niet 'Peildatum: dd-mm-jjjj'; lever de werkmap met peildatum", tabel=tabel.naam)
    written = f"{match[3]}-{match[2]}-{match[1]}"
    if written != peildatum.isoformat():
        raise Afgekeurd(
            "peildatum",
            f"de peildatum in cel {place} van {tabel.naam} is {written}, maar de bestandsnaam zegt {peildatum.isoformat()}; lever het juiste bestand",
            tabel=tabel.naam,
        )


def _end_of_rows(cells: list[list[Any]], blad: Blad, tabel: Tabel) -> tuple[int, int | None, list[Afgekeurd]]:
    """The index after the last data row, the number of records that a total row promises, and what is wrong with that row."""
    first = [cell_text(row[0]).strip() if row else "" for row in cells]
    if blad.einde == "lege_rij":
        blank = [i for i in range(blad.kopregel, len(cells)) if not first[i]]
        return (blank[0] if blank else len(cells)), None, []
    if blad.totaalregel is None:
        return len(cells), None, []
    before, after = (re.escape(part) for part in blad.totaalregel.split("{aantal}"))
    for i in range(len(cells) - 1, blad.kopregel - 1, -1):
        match = re.fullmatch(f"{before}([0-9]+){after}", first[i])
        if match:
            return i, int(match[1]), []
    example = blad.totaalregel.replace("{aantal}", "<aantal>")
    return len(cells), None, [Afgekeurd("totaalregel", f"onder aan {tabel.naam} ontbreekt '{example}': de werkmap is afgekapt; lever haar opnieuw", tabel=tabel.naam)]
