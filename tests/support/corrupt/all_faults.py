"""All corrupt deliveries, in groups as their expectations stand together in a file.

Belongs here: the list, and under which name each arrives. Does not belong here: what is wrong with them (`faults_*`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.corrupt.delivery import Corrupt
from tests.support.corrupt.faults_iv3 import IV3, LANDELIJK
from tests.support.corrupt.faults_ssd import SSD_INHOUD, SSD_VORM
from tests.support.corrupt.faults_text import TEKST
from tests.support.corrupt.faults_typed import GETYPT
from tests.support.corrupt.faults_workbook import WERKMAP_INHOUD, WERKMAP_VORM
from tests.support.corrupt.writing import file_name
from tests.support.warehouse import CONTRACTS

GROEPEN = {
    "ssd_vorm": SSD_VORM,
    "ssd_inhoud": SSD_INHOUD,
    "tekst": TEKST,
    "werkmap_vorm": WERKMAP_VORM,
    "werkmap_inhoud": WERKMAP_INHOUD,
    "getypt": GETYPT,
    "iv3": IV3,
    "landelijk": LANDELIJK,
}
"""What is expected of each group stands in `tests/expectations/corrupt/<name>.yml`."""


@dataclass(frozen=True)
class Genummerd:
    """A corrupt delivery under the name that it has in the landing, which no other has."""

    corrupt: Corrupt
    naam: str


def numbered() -> Iterator[Genummerd]:
    seen: Counter[str] = Counter()
    for corrupt in (corrupt for group in GROEPEN.values() for corrupt in group):
        seen[corrupt.feed] += 1
        contract = CONTRACTS[corrupt.feed]
        name = file_name(contract, seen[corrupt.feed], corrupt.dag, corrupt.gemeente)
        yield Genummerd(corrupt, name)
