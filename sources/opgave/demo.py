"""The demo extracts of the partners that send counts.

Belongs here: the name of their sheet. Does not belong here: what they state, which is data (`demo/opgaven.csv`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sources.demo.tabellen import als_werkmap, lees_tabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.demo.levering import Levering
    from sources.demo.wereld import Wereld

_RIJEN = lees_tabel(Path(__file__).parent / "demo" / "opgaven.csv", "opgave")

LEVERINGEN: tuple[Levering, ...] = tuple(_RIJEN)


def extracten(_wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All statements with their content: what a partner counted has nothing to do with who is in our systems."""
    for levering, rijen in _RIJEN.items():
        yield levering, als_werkmap(levering, "Opgave", rijen)
