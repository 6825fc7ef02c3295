"""The rows of a delivery as one query, and the lines of a text file as another.

Belongs here: putting the expressions of `benchmarks.velden`, `samenhang` and `fouten` together. Does not belong here:
files (`benchmarks.bestanden`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.fouten import fault_number, faults_of, spoiled
from benchmarks.samenhang import dependent_values, person_number, row_count
from benchmarks.velden import quoted, sound_values
from sources.contract_model import Contract, Tabel
from sources.contract_properties import Layout

ROWS_AT_ONCE = 500_000
_YEARS_BACK = 3  # what still runs may have begun so long ago


@dataclass(frozen=True)
class Vraag:
    """Which rows: of a feed of one municipality on one day. `personen` is how many rows the table `persoon` has, and
    `eerste` the first of them that this municipality may speak of."""

    contract: Contract
    gemeente_code: str
    peildatum: date
    rijen: int
    slecht: float
    eerste: int
    personen: int


def blocks(vraag: Vraag) -> Iterator[range]:
    """The row numbers of the delivery, so many at a time as fit in memory."""
    rows = row_count(vraag.contract, vraag.rijen)
    yield from (range(first, min(first + ROWS_AT_ONCE, rows)) for first in range(0, rows, ROWS_AT_ONCE))


def rows_sql(vraag: Vraag, tabel: Tabel, rijen: range) -> str:
    """SELECT with a column per field of a delivery, in the contract's order, and `i` and `fout`."""
    contract = vraag.contract.op(vraag.peildatum)
    tabel = next(each for each in contract.tabellen if each.naam == tabel.naam)
    values = sound_values(
        contract, tabel, vraag.gemeente_code, vraag.peildatum, dependent_values(contract, tabel, vraag.peildatum)
    )
    faults = tuple(fault for fault in faults_of(contract, tabel) if fault.veld in values)
    columns = ",\n".join(f'{sql} AS "{name}"' for name, sql in spoiled(values, faults).items())
    year, last = f"DATE '{vraag.peildatum.year}-01-01'", f"DATE '{vraag.peildatum}'"
    person = person_number(contract, f"(i + {vraag.eerste})")
    # All of it runs on some day of the year; a third has ended.
    return f"""
        WITH nummer AS (
            SELECT range AS i, hash(range, {quoted(vraag.gemeente_code)}) AS h
            FROM range({rijen.start}, {rijen.stop})),
        rij AS (
            SELECT i, h, bsn, geboren, postcode, {fault_number(vraag.slecht, faults)} AS fout,
                {last} - (hash(h, 'begin') % {_YEARS_BACK * 365})::INTEGER AS begin, greatest(begin, {year}) AS eerst,
                CASE WHEN hash(h, 'loopt') % 3 = 0
                    THEN eerst + (hash(h, 'eind') % ({last} - eerst + 1)::UBIGINT)::INTEGER END AS eind
            FROM nummer JOIN persoon ON persoon.nummer = {person} % {vraag.personen})
        SELECT i, fout, {columns} FROM rij"""


def lines_sql(rows: str, velden: list[str], layout: Layout) -> str:
    """SELECT one column: each row as a line of the file, its line end included."""
    mark, quote = str(layout.scheidingsteken), layout.aanhalingsteken
    cells = [f"coalesce(\"{veld}\", '')" for veld in velden]
    if layout.regels_over_meer_regels:
        cells = [
            f"{quoted(quote)} || replace({cell}, {quoted(quote)}, {quoted(quote * 2)}) || {quoted(quote)}"
            for cell in cells
        ]
    ending = " || ".join(f"chr({ord(character)})" for character in line_end(layout))
    joined = f" || {quoted(mark)} || ".join(cells)
    return f"SELECT {joined} || {ending} AS regel FROM ({rows}) ORDER BY i"


def line_end(layout: Layout) -> str:
    """What this feed ends its lines with: old Windows systems with two characters."""
    return "\r\n" if layout.decimaalteken == "," else "\n"
