"""Rows handed over as no reader hands them over: for rules that stand behind one that refuses such a file already.

Belongs here: a delivery as read, with something added that its reader would have stopped. Such a rule is the second
lock on the door (only Iv3's JSON has no columns, and its reader refuses a code of another form), and must hold as well.
Does not belong here: what a file can break (`tests.support.corrupt.packing`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sources.contract_model import Contract, Tabel
from sources.landing import Bestand
from sources.reading.opening import read_delivery
from sources.reading.result import ONLEESBAAR, RIJNUMMER, Inhoud, Rijen, text_schema
from tests.support.corrupt.breker import Breker
from tests.support.corrupt.derived import derived
from tests.support.corrupt.packing import Gebroken
from tests.support.corrupt.sound import peildatum, sound_rows
from tests.support.corrupt.writing import file_name, written
from tests.support.iv3 import iv3_delivery, iv3_file

if TYPE_CHECKING:
    from collections.abc import Collection

    from expectations.keuring import Keuring, Keurmeester

_SOUND_ROWS = 3


@dataclass(frozen=True)
class Overhandigd:
    """A delivery that was judged without a file to match: what it was to break, and what came of it."""

    gebroken: frozenset[Gebroken]
    keuring: Keuring


def hand_over(contract: Contract, wanted: Collection[str], keurmeester: Keurmeester, folder: Path) -> Overhandigd:
    """Judge rows that break each of the wanted rules of a contract."""
    path = folder / file_name(contract)
    path.write_bytes(_sound_file(contract))
    bestand = Bestand(
        contract.bron, contract.feed, path.name[:6].rstrip("_"), peildatum(contract.sleutel), 1, path, path.suffix[1:]
    )
    read = read_delivery(contract, bestand)
    broken: set[Gebroken] = set()
    tabellen = {
        tabel.naam: _changed(contract, tabel, read.tabellen[tabel.naam], wanted, broken) for tabel in contract.tabellen
    }
    keuring = keurmeester.keur(contract, bestand, Inhoud(tabellen), path.stem, folder / "raw")
    return Overhandigd(frozenset(broken), keuring)


def _sound_file(contract: Contract) -> bytes:
    if contract.layout.formaat == "iv3":
        return iv3_file(iv3_delivery())
    return written(contract, {tabel.naam: sound_rows(contract, tabel, _SOUND_ROWS) for tabel in contract.tabellen})


def _changed(contract: Contract, tabel: Tabel, rijen: Rijen, wanted: Collection[str], broken: set[Gebroken]) -> Rijen:
    import pyarrow as pa

    rows = rijen.stroom.read_all().to_pylist()
    last = rows[-1][RIJNUMMER]
    prefix = f"{contract.bron}.{tabel.naam}"
    ways = [Breker("tabel.kolommen", rafelig=True), *derived(contract, tabel)]
    for breker in {breker.regel: breker for breker in ways}.values():
        if (controle_id := f"{prefix}.{breker.regel}") in wanted:
            last += 1
            (wijziging,) = breker.rijen
            changes = {naam: None if cell is None else str(cell) for naam, cell in wijziging.items()}
            rows.append(rows[0] | changes | {RIJNUMMER: last, ONLEESBAAR: "kolommen" if breker.rafelig else None})
            broken.add((tabel.naam, last, controle_id))
    announced = None
    if (controle_id := f"{prefix}.tabel.controletotaal") in wanted:
        announced = len(rows) + 1
        broken.add((tabel.naam, 0, controle_id))
    stream = pa.Table.from_pylist(rows, schema=text_schema(rijen.velden)).to_reader()
    return Rijen(stream, rijen.velden, announced)
