"""The demo extracts of the planning and control cycle.

Belongs here: which files the controllers keep, and what they call the sheet. Does not belong here: what the documents
say, which is data (`demo/*.csv`): figures as printed, and short words of ours for what is said in sentences.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sources.demo.tabellen import als_werkmap, lees_tabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.demo.levering import Levering
    from sources.demo.wereld import Wereld

_BLADEN = {
    "streefwaarden": "Streefwaarden",
    "acties": "Acties",
    "publicaties": "Gepubliceerd",
    "begrotingsregels": "Begroting",
}
_RIJEN = {
    levering: rijen
    for feed in _BLADEN
    for levering, rijen in lees_tabel(Path(__file__).parent / "demo" / f"{feed}.csv", "pc").items()
}

LEVERINGEN: tuple[Levering, ...] = tuple(_RIJEN)


def extracten(_wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All files of the controllers with their content: a document says what it says, whatever happened."""
    for levering, rijen in _RIJEN.items():
        yield levering, als_werkmap(levering, _BLADEN[levering.feed], rijen)
