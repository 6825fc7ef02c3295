"""All rules of a feed in as few deliveries as its share of broken rows allows, with what must come of each row.

Belongs here: which breaker becomes which row. Does not belong here: what breaks a rule (`derived`, `spelled_out`,
`iv3_rules`) and loading (the tests).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expectations.whole_delivery import MINIMUM_FOR_A_SHARE
from sources.contract_model import Contract, Tabel
from tests.support.corrupt.breker import Breker
from tests.support.corrupt.derived import derived
from tests.support.corrupt.iv3_rules import IV3_PROEVEN
from tests.support.corrupt.sound import peildatum, representatives, sound_row
from tests.support.corrupt.spelled_out import NEVER_READ, SPELLED_OUT
from tests.support.corrupt.variants import VARIANTS
from tests.support.corrupt.writing import Cellen, cells, file_name, first_row, written
from tests.support.iv3 import iv3_file

Gebroken = tuple[str, int, str]
"""A table, a row number and the rule that the row breaks, as its controle_id. Row 0 is no row: the rule is about all
rows together."""

_ALL_ROWS_TOGETHER = ("menzis.garantverzorgd.tabel.twaalf_maanden",)
_ALWAYS_SO_MANY_ROWS = {"menzis/garantverzorgd": 12}
# How many sound rows there can be that differ from each other, where that is not any number.
_MOST_ROWS = {"pc/begrotingsregels": 60, "iv3/lasten": 600, "iv3/begroting": 56}


@dataclass(frozen=True)
class Proef:
    """A delivery in which everything that is wrong is known. `bedoeld` are the rules that it was made for."""

    contract: Contract
    naam: str
    inhoud: bytes
    gebroken: frozenset[Gebroken]
    bedoeld: frozenset[str]


def brekers(contract: Contract, tabel: Tabel) -> list[Breker]:
    """What breaks the rules of a table: what is spelled out goes before what follows from the contract."""
    place = f"{contract.bron}/{tabel.naam}"
    by_hand = SPELLED_OUT.get(place, ())
    known = {breker.regel for breker in by_hand}
    found = [*(breker for breker in derived(contract, tabel) if breker.regel not in known), *by_hand]
    found += VARIANTS.get(place, ())
    return [breker for breker in found if _id(contract, tabel, breker.regel) not in NEVER_READ]


def proeven() -> list[Proef]:
    """The deliveries that together break every rule which a file can break."""
    return [proef for contract in representatives().values() for proef in _of_feed(contract)]


def _of_feed(contract: Contract) -> Iterator[Proef]:
    if contract.layout.formaat == "iv3":
        yield from _iv3(contract)
        return
    everything = [(tabel, breker) for tabel in contract.tabellen for breker in brekers(contract, tabel)]
    for nr, group in enumerate(_groups(contract, everything), start=1):
        yield _proef(contract, group, nr)


def _iv3(contract: Contract) -> Iterator[Proef]:
    for nr, made in enumerate(IV3_PROEVEN, start=1):
        name = file_name(contract, nr, made.dag or peildatum(contract.sleutel))
        broken = frozenset((tabel, row, f"iv3.{tabel}.{regel}") for tabel, row, regel in made.gebroken)
        yield Proef(contract, name, iv3_file(made.document()), broken, frozenset(regel for *_, regel in broken))


Groep = Sequence[tuple[Tabel, Breker]]


def _groups(contract: Contract, all_brekers: Groep) -> Iterator[Groep]:
    """As many together as one delivery bears."""
    together = [(tabel, breker) for tabel, breker in all_brekers if not breker.dag]
    yield from ([(tabel, breker)] for tabel, breker in all_brekers if breker.dag)
    group: list[tuple[Tabel, Breker]] = []
    for each in together:
        if _sound_rows_beside(contract, [*group, each]) is None:
            yield group
            group = []
        group.append(each)
    yield group


def _sound_rows_beside(contract: Contract, group: Groep) -> int | None:
    """How many sound rows must stand beside the rows of these breakers lest there are too many broken ones; None where
    there cannot be so many."""
    rows = sum(len(breker.rijen) for _, breker in group)
    if (always := _ALWAYS_SO_MANY_ROWS.get(contract.sleutel)) is not None:
        return always - rows if always >= rows else None
    share = contract.maximaal_aandeel_quarantaine
    needed = rows + 1 if share == 0 or rows < MINIMUM_FOR_A_SHARE else int(rows / share)
    return needed if needed + rows <= _MOST_ROWS.get(contract.sleutel, 2000) else None


def _proef(contract: Contract, group: Groep, nr: int) -> Proef:
    """The broken rows of each table, and below them as many sound ones as there must be."""
    day = group[0][1].dag or peildatum(contract.sleutel)
    rows: dict[str, list[Cellen]] = {tabel.naam: [] for tabel in contract.tabellen}
    broken: set[Gebroken] = set()
    for tabel, breker in group:
        here = rows[tabel.naam]
        for place, wijziging in enumerate(breker.rijen):
            if place >= breker.context:
                number = first_row(contract, tabel) + len(here)
                ids = [_id(contract, tabel, regel) for regel in (breker.regel, *breker.ook)]
                broken |= {(tabel.naam, 0 if name in _ALL_ROWS_TOGETHER else number, name) for name in ids}
            row = sound_row(contract, tabel, len(here)) | wijziging
            here.append([*cells(tabel, row, day), "te veel"] if breker.rafelig else row)
    beside = _sound_rows_beside(contract, group) or 0
    for tabel in reversed(contract.tabellen):  # as many as there are broken ones in each, and all others in the first
        so_many = beside if tabel is contract.tabellen[0] else len(rows[tabel.naam])
        beside -= so_many
        rows[tabel.naam] += [sound_row(contract, tabel, len(rows[tabel.naam]) + n) for n in range(so_many)]
    meant = frozenset(_id(contract, tabel, breker.regel) for tabel, breker in group)
    return Proef(contract, file_name(contract, nr, day), written(contract, rows, day), frozenset(broken), meant)


def _id(contract: Contract, tabel: Tabel, regel: str) -> str:
    return f"{contract.bron}.{tabel.naam}.{regel}"
