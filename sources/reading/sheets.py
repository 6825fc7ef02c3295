"""Sheets of a workbook that are not where or what the contract says.

Belongs here: which sheet a table is expected on, what became of one that is not there, and sheets that nobody knows.
Does not belong here: reading cells (`sources.reading.workbook`), and the zip around them
(`sources.reading.workbook_package`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.reading import proposal
from sources.reading.header import OR_CHANGE_THE_CONTRACT, VerplaatsteKop, find_header, moved_header, with_proposal
from sources.reading.result import Afgekeurd, Opmerking
from sources.reading.shown import resembling, sheet_shown
from sources.reading.verschil import Verschil

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sources.contract_model import Tabel
    from sources.contract_period import Blad

    Rows = Sequence[Sequence[str]]

_PEILDATUM = re.compile(r"Peildatum:\s*(\d{2})-(\d{2})-(\d{4})", re.IGNORECASE)
_YEAR = r"(19|20)\d{2}"


def blad_van(tabel: Tabel) -> Blad:
    """Where the table stands; a contract for workbooks says so of each."""
    if tabel.blad is None:
        raise ValueError(f"{tabel.naam} heeft geen blad in het contract")
    return tabel.blad


def sheet_wanted(blad: Blad, peildatum: date) -> str | int:
    """The name, or else the number, of the sheet in the workbook of this peildatum."""
    return blad.naam.format(jaar=peildatum.year) if blad.naam is not None else blad.nummer or 1


def peildatum_in(cell: str) -> str | None:
    """The day that a cell `Peildatum: dd-mm-jjjj` names, in ISO form."""
    match = _PEILDATUM.fullmatch(cell.strip())
    return f"{match[3]}-{match[2]}-{match[1]}" if match else None


def missing_sheet(key: str | int, tabel: Tabel, peildatum: date, others: Mapping[str, Rows]) -> Afgekeurd:
    """The rejection for a table whose sheet is not there. `others` are the first rows of the sheets that nobody knows:
    one that holds the table's header, or resembles its name, is probably the one."""
    if isinstance(key, int):
        verschil = Verschil(tabel.naam, "blad_ontbreekt", verwacht=f"{key}e blad")
        reden = f"de werkmap heeft geen {key}e blad; lever haar met dit blad"
        return Afgekeurd("blad", reden, tabel=tabel.naam, verschillen=[verschil])
    unknown = {name: rows for name, rows in others.items() if not _of_another_year(name, tabel)}
    candidate = _candidate(key, tabel, peildatum, unknown)
    shown = sheet_shown(candidate[0], [key], holds_the_table=candidate[1] is not None) if candidate else None
    if candidate is None or shown is None:
        verschil = Verschil(tabel.naam, "blad_ontbreekt", verwacht=key)
        reden = f"het blad '{key}' ontbreekt; lever de werkmap met dit blad"
        return Afgekeurd("blad", reden, tabel=tabel.naam, verschillen=[verschil])
    return _renamed_sheet(key, candidate[0], shown, candidate[1], tabel, peildatum, unknown[candidate[0]])


def unknown_sheets(names: Mapping[str, int], tabellen: Sequence[Tabel], peildatum: date) -> list[Verschil]:
    """The sheets that the contract does not know, by name or else by number; those of other years it knows."""
    known = [str(sheet_wanted(blad_van(tabel), peildatum)) for tabel in tabellen]
    return [
        Verschil(None, "blad_nieuw", gevonden=_unknown_told(name, number, known))
        for name, number in names.items()
        if not any(_of_another_year(name, tabel) for tabel in tabellen)
    ]


def sheet_told(key: str | int, name: str, *, alone: bool) -> str | None:
    """How a fault of a table says on which sheet it is: by the name that was agreed, or, where only its number was,
    by its own name if that may be shown. None where the file has no other sheet that could be meant."""
    if isinstance(key, str):
        return None if alone else f"blad '{key}'"
    shown = sheet_shown(name, [], holds_the_table=True)
    return f"blad '{shown}'" if shown else f"het {key}e blad"


def _unknown_told(name: str, number: int, known: Sequence[str]) -> str:
    shown = sheet_shown(name, known)
    return f"'{shown}'" if shown else f"het {number}e blad (naam niet getoond)"


def sheet_remarks(unknown: Sequence[Verschil]) -> list[Opmerking]:
    """What is said of sheets that were left unread."""
    if not unknown:
        return []
    names = ", ".join(str(verschil.gevonden) for verschil in unknown)
    return [
        Opmerking(
            "blad_onbekend",
            f"de werkmap heeft bladen die niet in het contract staan en niet zijn gelezen: {names}; zijn ze nodig, "
            "meld dit dan aan de beheerder",
        )
    ]


def with_place_proposed(refused: Afgekeurd, tabel: Tabel, peildatum: date, rows: Rows) -> Afgekeurd:
    """The rejection with the place where the contract could expect a header that moved, the cell of the peildatum
    included where it moved along."""
    for verschil in refused.verschillen:
        if verschil.soort == "koprij_verplaatst":
            row = int(str(verschil.gevonden).removeprefix("rij "))
            changed = _header_moved_to(row, tabel, rows)
            return with_proposal(refused, "koprij_verplaatst", proposal.moved(tabel, peildatum, **changed))
    return refused


def _header_moved_to(row: int, tabel: Tabel, rows: Rows) -> dict[str, str | int]:
    blad = blad_van(tabel)
    changed: dict[str, str | int] = {"kopregel": row}
    if blad.peildatumcel:
        letter, number = blad.peildatumcel[0], int(blad.peildatumcel[1:])
        column, along = ord(letter) - ord("A"), number + row - blad.kopregel
        texts = {n: cells[column] for n, cells in enumerate(rows, 1) if column < len(cells)}
        if peildatum_in(texts.get(number, "")) is None and peildatum_in(texts.get(along, "")):
            changed["peildatumcel"] = f"{letter}{along}"
    return changed


def _candidate(
    key: str, tabel: Tabel, peildatum: date, unknown: Mapping[str, Rows]
) -> tuple[str, VerplaatsteKop | None] | None:
    """The sheet that the table seems to stand on now, with its header where it has one."""
    headers = {name: find_header(enumerate(rows, 1), tabel, peildatum) for name, rows in unknown.items()}
    alike = resembling(key, list(unknown))
    if alike is not None:
        return alike, headers[alike]
    return next(((name, found) for name, found in headers.items() if found is not None), None)


def _renamed_sheet(
    key: str, name: str, shown: str, found: VerplaatsteKop | None, tabel: Tabel, peildatum: date, rows: Rows
) -> Afgekeurd:
    blad = blad_van(tabel)
    by_year = "{jaar}" in str(blad.naam)
    changed: dict[str, str | int] = {"naam": name.replace(str(peildatum.year), "{jaar}") if by_year else name}
    moved = found is not None and found.rij != blad.kopregel
    if found is not None and moved:
        changed |= _header_moved_to(found.rij, tabel, rows)
    voorstel = proposal.moved(tabel, peildatum, **changed) if shown == name and not set("{}") & set(name) else None
    differences = [Verschil(tabel.naam, "blad_hernoemd", gevonden=shown, verwacht=key, voorstel=voorstel)]
    reden = (
        f"het blad '{key}' ontbreekt, en lijkt nu '{shown}' te heten; lever de werkmap met de afgesproken bladen, "
        f"{OR_CHANGE_THE_CONTRACT}"
    )
    if found is not None and (moved or found.vergelijking.verschillen()):
        header = moved_header(found, tabel, blad.kopregel, voorstel)
        others = header.verschillen if moved else header.verschillen[1:]
        differences.extend(others)
        reden += f". Daar wijkt ook de koprij af: {_in_words(others)}"
    return Afgekeurd("blad", reden, tabel=tabel.naam, verschillen=differences)


def _in_words(differences: Sequence[Verschil]) -> str:
    return ", ".join(f"{v.soort.replace('_', ' ')} {v.kolom or v.gevonden or ''}".strip() for v in differences)


def _of_another_year(name: str, tabel: Tabel) -> bool:
    """Whether it is the very sheet that the contract names, of whatever year."""
    wanted = blad_van(tabel).naam
    if wanted is None or "{jaar}" not in wanted:
        return False
    pattern = _YEAR.join(re.escape(part) for part in wanted.split("{jaar}"))
    return re.fullmatch(pattern, " ".join(name.split()), re.IGNORECASE) is not None
