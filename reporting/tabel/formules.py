"""Totals as formulas, for whoever checks them.

Belongs here: what a total adds, as a spreadsheet writes it. Does not belong here: which rows a total adds (`vlak`).
"""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from reporting.tabel.model import Rij, Tabel
from reporting.tabel.vlak import delen_van_totaal


def formule_van(tabel: Tabel, rij: Rij, kolom: int, plaats: int, kopregel: int) -> str | None:
    """The formula of a cell, or None where its parts do not come to it: a sum of rows that follow each other, or the
    parts one by one. `plaats` is its column on the sheet, from 1, `kopregel` the row of the header."""
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
