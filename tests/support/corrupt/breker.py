"""What breaks one rule: rows that differ from sound ones, and what else they break.

Belongs here: the shape of such a thing. Does not belong here: which ones there are (`derived`, `spelled_out`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support import workbooks as wb

Wijziging = dict[str, "wb.Cell"]
"""What differs from a sound row, by the contract's names of the fields."""


@dataclass(frozen=True)
class Breker:
    """Rows that break the rule `<veld>.<regel>` of a table (`tabel.<regel>` where it is about all rows together).

    The first `context` of the rows break nothing themselves; the others break the rule, and those in `ook` as well.
    `rafelig` gives each row a column too many. `dag` asks for a delivery of its own, with that peildatum.
    """

    regel: str
    rijen: tuple[Wijziging, ...] = ({},)
    context: int = 0
    ook: tuple[str, ...] = ()
    rafelig: bool = False
    dag: date | None = None


def een(regel: str, *ook: str, **wijziging: wb.Cell) -> Breker:
    """One row that breaks the rule, and those in `ook` besides."""
    return Breker(regel, (wijziging,), ook=ook)
