"""Excel workbooks as people send them: titles above, totals below, dates typed as dates and dates typed as text.

Belongs here: finding a table on its sheet and turning cells into text. python-calamine reads; it is four to five times
faster than openpyxl.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sources.reading.header import ROWS_SEARCHED, Kop, match_header
from sources.reading.number_format import written
from sources.reading.result import AANTAL, ONLEESBAAR, RIJNUMMER, Afgekeurd, Inhoud, Opmerking, Rijen, text_schema
from sources.reading.sheets import (
    blad_van,
    missing_sheet,
    peildatum_in,
    sheet_remarks,
    sheet_told,
    sheet_wanted,
    unknown_sheets,
    with_place_proposed,
)
from sources.reading.workbook_package import Opgemaakt, damaged, inspect_package, protected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sources.contract_model import Tabel
    from sources.contract_period import Blad
    from sources.contract_properties import Layout
    from sources.reading.workbook_package import Werkblad


def read_workbook(path: Path, tabellen: Sequence[Tabel], layout: Layout, peildatum: date) -> Inhoud:
    """Read the sheets of a workbook. Raises one `Afgekeurd` for everything in the workbook, its sheets and their
    headers that is not what was agreed."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    tabellen = [tabel.op(peildatum) for tabel in tabellen]
    wanted = [sheet_wanted(blad_van(tabel), peildatum) for tabel in tabellen]
    package = inspect_package(path, wanted, layout.decimaalteken)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            cells = {key: _cells(workbook, sheet) for key, sheet in package.gevraagd.items()}
            lost = [tabel for tabel, key in zip(tabellen, wanted, strict=True) if key not in cells]
            others = {name: _first_cells(workbook, name) for name in package.overig} if lost else {}
    except PasswordError:
        raise protected() from None
    except CalamineError:
        raise damaged() from None
    faults: list[Afgekeurd] = []
    parts: dict[str, tuple[Rijen, Kop]] = {}
    for tabel, key in zip(tabellen, wanted, strict=True):
        try:
            if key not in cells:
                raise missing_sheet(key, tabel, peildatum, others)
            sheet = sheet_told(key, package.gevraagd[key].naam, alone=len(tabellen) == 1)
            parts[tabel.naam] = _table(tabel, sheet, cells[key], layout, peildatum)
        except Afgekeurd as fault:
            faults.append(fault)
    if faults:
        raise Afgekeurd.samen(faults)
    unknown = unknown_sheets(package.overig, tabellen, peildatum)
    remarks = (
        *_sheet_remarks(wanted, [package.gevraagd[key] for key in wanted]),
        *sheet_remarks(unknown),
        *(remark for _, kop in parts.values() for remark in kop.opmerkingen),
    )
    differences = (*unknown, *(verschil for _, kop in parts.values() for verschil in kop.verschillen))
    return Inhoud({naam: rijen for naam, (rijen, _) in parts.items()}, remarks, verschillen=differences)


def cell_text(value: Any, decimal_mark: str = ",", *, as_shown: bool = False) -> str:
    """A cell as text: dates in ISO form, numbers with the digits that they have (or, as shown, with the noughts that
    their format adds), everything else as it stands."""
    match value:
        case str():
            return value
        case bool():
            return "WAAR" if value else "ONWAAR"
        case float():
            return written(value, decimal_mark)
        case Opgemaakt():
            return value.tekst if as_shown else written(value.getal, decimal_mark)
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta() | int():
            return str(value)
        case _:
            return ""


def _sheet_remarks(wanted: Sequence[str | int], sheets: Sequence[Werkblad]) -> list[Opmerking]:
    return [
        Opmerking("bladnaam", f"het blad '{name}' is met andere hoofdletters of spaties geschreven; gelezen op naam")
        for name, sheet in zip(wanted, sheets, strict=True)
        if isinstance(name, str) and name != sheet.naam
    ]


def _cells(workbook: Any, sheet: Werkblad) -> list[list[Any]]:
    cells: list[list[Any]] = workbook.get_sheet_by_name(sheet.naam).to_python(skip_empty_area=False)
    for (row, column), shown in sheet.zichtbaar.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = shown
    return cells


def _first_cells(workbook: Any, name: str) -> list[list[str]]:
    """The rows in which a header may stand, on a sheet that nobody asked for."""
    cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=ROWS_SEARCHED)
    return [[cell_text(cell) for cell in row] for row in cells]


def _table(
    tabel: Tabel, sheet: str | None, cells: list[list[Any]], layout: Layout, peildatum: date
) -> tuple[Rijen, Kop]:
    import pyarrow as pa

    blad = blad_van(tabel)
    kop = _header(tabel, sheet, cells, peildatum)
    if blad.peildatumcel:
        _check_peildatum(cells, blad.peildatumcel, peildatum, tabel)
    last, aangekondigd, fouten = _end_of_rows(cells, blad, tabel)
    rows = [(number, row) for number, row in enumerate(cells[blad.kopregel : last], blad.kopregel + 1) if _filled(row)]
    typed = {veld.naam for veld in tabel.velden if veld.vorm == "getypt"}
    columns: dict[str, list[Any]] = {RIJNUMMER: [number for number, _ in rows], ONLEESBAAR: [None] * len(rows)}
    for naam, place in kop.plaats.items():
        columns[naam] = [
            cell_text(row[place], layout.decimaalteken, as_shown=naam in typed) if place < len(row) else ""
            for _, row in rows
        ]
    velden = tuple(kop.plaats)
    stream = pa.Table.from_pydict(columns, schema=text_schema(velden)).to_reader()
    return Rijen(stream, velden, aangekondigd, fouten), kop


def _header(tabel: Tabel, sheet: str | None, cells: list[list[Any]], peildatum: date) -> Kop:
    """The header of a table on its sheet; where it stands in another row the rejection says in which. `sheet` is the
    sheet as the rejection names it, None where there is no other."""
    blad = blad_van(tabel)
    top = [[cell_text(cell) for cell in row] for row in cells[: max(ROWS_SEARCHED, blad.kopregel)]]
    header = top[blad.kopregel - 1] if len(top) >= blad.kopregel else []
    others = [(number, row) for number, row in enumerate(top, 1) if number != blad.kopregel]
    try:
        return match_header(header, tabel, peildatum, kopregel=blad.kopregel, other_rows=others)
    except Afgekeurd as refused:
        fault = with_place_proposed(refused, tabel, peildatum, top)
        if sheet is None:
            raise fault from None
        reden = f"{sheet}: {fault.reden}"
        raise Afgekeurd(fault.regel, reden, tabel=fault.tabel, verschillen=fault.verschillen) from None


def _check_peildatum(cells: list[list[Any]], place: str, peildatum: date, tabel: Tabel) -> None:
    row, column = int(place[1:]) - 1, ord(place[0]) - ord("A")
    text = cell_text(cells[row][column]) if len(cells) > row and len(cells[row]) > column else ""
    written = peildatum_in(text)
    if written is None:
        reden = f"cel {place} van {tabel.naam} zegt niet 'Peildatum: dd-mm-jjjj'; lever de werkmap met peildatum"
        raise Afgekeurd("peildatum", reden, tabel=tabel.naam)
    if written != peildatum.isoformat():
        raise Afgekeurd(
            "peildatum",
            f"de peildatum in cel {place} van {tabel.naam} is {written}, maar de bestandsnaam zegt "
            f"{peildatum.isoformat()}; lever het juiste bestand",
            tabel=tabel.naam,
        )


def _end_of_rows(cells: list[list[Any]], blad: Blad, tabel: Tabel) -> tuple[int, int | None, list[Afgekeurd]]:
    """The index after the last data row, the number of records that a total row promises, and what is wrong with that
    row."""
    first = [cell_text(row[0]).strip() if row else "" for row in cells]
    if blad.einde == "lege_rij":
        # A footer is told from a data row by its single cell, also where nobody left a row blank above it.
        end = [i for i in range(blad.kopregel, len(cells)) if not first[i] or _filled(cells[i]) == 1]
        return (end[0] if end else len(cells)), None, []
    if blad.totaalregel is None:
        return len(cells), None, []
    before, after = (re.escape(part) for part in blad.totaalregel.split("{aantal}"))
    for i in range(len(cells) - 1, blad.kopregel - 1, -1):
        match = re.fullmatch(f"{before}{AANTAL}{after}", first[i])
        if match:
            return i, int(match[1]), _rows_below(cells, i, tabel)
    example = blad.totaalregel.replace("{aantal}", "<aantal>")
    reden = f"onder aan {tabel.naam} ontbreekt '{example}': de werkmap is afgekapt; lever haar opnieuw"
    return len(cells), None, [Afgekeurd("totaalregel", reden, tabel=tabel.naam)]


def _rows_below(cells: list[list[Any]], total: int, tabel: Tabel) -> list[Afgekeurd]:
    below = [i + 1 for i in range(total + 1, len(cells)) if _filled(cells[i]) > 1]
    if not below:
        return []
    reden = (
        f"onder de totaalregel van {tabel.naam} staan nog gegevens (rij {below[0]}); zet ze erboven, verbeter het "
        "totaal en lever opnieuw"
    )
    return [Afgekeurd("totaalregel", reden, tabel=tabel.naam)]


def _filled(row: list[Any]) -> int:
    return sum(cell not in ("", None) for cell in row)
