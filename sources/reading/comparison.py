"""A header row beside the contract: which column is which field, and every difference as a value.

Belongs here: matching names, telling a renamed column from one that is gone, and the differences with what the contract
would need. Does not belong here: the sentences about them (`sources.reading.header`), and which names may be shown
(`sources.reading.shown`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sources.reading import proposal
from sources.reading.shown import header_shown, plain, resembling
from sources.reading.verschil import Verschil

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sources.contract_model import Tabel, Veld


@dataclass(frozen=True)
class Vergelijking:
    """A header row as the contract of this peildatum sees it. `tabel` is the table as it holds then; `koppen` are the
    headers without what nobody sees, in the contract's capitals where there is only one way to read them."""

    tabel: Tabel
    peildatum: date
    koppen: tuple[str, ...]
    gespeld: dict[str, str]
    plaats: dict[str, int]

    @cached_property
    def verwacht(self) -> list[Veld]:
        """The fields that the delivery should hold."""
        return [veld for veld in self.tabel.velden if veld.geldt_op(self.peildatum)]

    @cached_property
    def ontbreekt(self) -> list[Veld]:
        return [veld for veld in self.verwacht if veld.naam not in self.plaats]

    @cached_property
    def onbekend(self) -> dict[int, str]:
        """The columns that are no field, by their place; an empty cell is no column."""
        known = {veld.kop for veld in self.verwacht}
        places = set(self.plaats.values())
        return {i: name for i, name in enumerate(self.koppen) if name and i not in places and name not in known}

    @cached_property
    def dubbel(self) -> list[str]:
        known = {veld.kop for veld in self.verwacht}
        return [name for name, count in Counter(name for name in self.koppen if name in known).items() if count > 1]

    @cached_property
    def hernoemd(self) -> dict[str, int]:
        """The missing fields that an unknown column seems to be, by name: it resembles the field's header, or stands in
        the field's place between the very neighbours that the contract gives it."""
        found: dict[str, int] = {}
        free = {
            i: name
            for i, name in self.onbekend.items()
            if self.getoond(i) == name and self._known_in_another_period(name) is None
        }
        for veld in self.ontbreekt:
            alike = resembling(veld.kop, list(free.values()))
            place = next((i for i, name in free.items() if name == alike), None)
            if place is not None:
                found[veld.naam] = place
                del free[place]
        for veld in self.ontbreekt:
            place = self._between_its_neighbours(veld)
            if veld.naam not in found and place in free:
                found[veld.naam] = place
                del free[place]
        return found

    @property
    def is_afgekeurd(self) -> bool:
        """Whether the rows cannot be read: a column is missing, or could be either of two."""
        return bool(self.ontbreekt or self.dubbel)

    @property
    def is_koprij(self) -> bool:
        """Whether the row is a header at all. Where most columns are missing it is probably data, and its cells may not
        be repeated in a message."""
        return len(self.ontbreekt) <= len(self.verwacht) / 2

    @property
    def is_op_volgorde(self) -> bool:
        places = [self.plaats[veld.naam] for veld in self.verwacht if veld.naam in self.plaats]
        return places == sorted(places)

    def getoond(self, place: int) -> str | None:
        """The header of an unknown column as a message may show it."""
        return header_shown(self.onbekend[place], self.tabel)

    def verschillen(self) -> tuple[Verschil, ...]:
        """Every difference, with the rows that the contract would need where it could expect it."""
        if not self.is_koprij:
            wanted = ", ".join(veld.kop for veld in self.verwacht)
            return (Verschil(self.tabel.naam, "koprij_anders", verwacht=wanted),)
        return (*self._missing(), *self._unknown(), *self._others())

    def _missing(self) -> Iterator[Verschil]:
        for veld in self.ontbreekt:
            if veld.naam in self.hernoemd:
                header = self.onbekend[self.hernoemd[veld.naam]]
                voorstel = proposal.renamed(self.tabel, veld, header, self.peildatum)
                yield Verschil(self.tabel.naam, "kolom_hernoemd", veld.kop, header, veld.kop, voorstel)
            else:
                voorstel_einde = proposal.ended(self.tabel, veld, self.peildatum)
                yield Verschil(self.tabel.naam, "kolom_ontbreekt", veld.kop, None, veld.kop, voorstel_einde)

    def _unknown(self) -> Iterator[Verschil]:
        given: dict[int, str] = {}
        for i, name in self.onbekend.items():
            if i in self.hernoemd.values():
                continue
            shown, voorstel = self.getoond(i), None
            known = self._known_in_another_period(name)
            if known is not None:
                voorstel = proposal.expected_now(self.tabel, known, self.peildatum)
            elif shown == name and self.koppen.count(name) == 1:
                after = given.get(i - 1) or self._field_before(i)
                voorstel, given[i] = proposal.new_field(self.tabel, name, self.peildatum, given.values(), after)
            yield Verschil(self.tabel.naam, "kolom_nieuw", shown or f"kolom {i + 1}", shown, None, voorstel)

    def _others(self) -> Iterator[Verschil]:
        for kop in self.dubbel:
            yield Verschil(self.tabel.naam, "kolom_dubbel", kop, kop, kop)
        for kop, written in self.gespeld.items():
            yield Verschil(self.tabel.naam, "kolomspelling", kop, written, kop)
        if not self.is_op_volgorde:
            present = [veld for veld in self.verwacht if veld.naam in self.plaats]
            found = sorted(present, key=lambda veld: self.plaats[veld.naam])
            yield Verschil(
                self.tabel.naam,
                "kolomvolgorde",
                gevonden=", ".join(veld.kop for veld in found),
                verwacht=", ".join(veld.kop for veld in present),
            )

    def _between_its_neighbours(self, veld: Veld) -> int | None:
        at = self.verwacht.index(veld)
        before = self.plaats.get(self.verwacht[at - 1].naam) if at else -1
        after = self.plaats.get(self.verwacht[at + 1].naam) if at + 1 < len(self.verwacht) else len(self.koppen)
        return before + 1 if before is not None and after == before + 2 else None

    def _known_in_another_period(self, name: str) -> Veld | None:
        others = [veld for veld in self.tabel.velden if not veld.geldt_op(self.peildatum)]
        exact = [veld for veld in others if veld.kop.casefold() == name.casefold()]
        fits = [veld for veld in others if veld.koppatroon and re.fullmatch(veld.koppatroon, name)]
        return next(iter(exact or fits), None)

    def _field_before(self, place: int) -> str | None:
        before = [(i, naam) for naam, i in self.plaats.items() if i < place]
        return max(before)[1] if before else None


def compare(header: Sequence[str], tabel: Tabel, peildatum: date) -> Vergelijking:
    """Lay a header row beside the fields that the contract expects on this peildatum."""
    tabel = tabel.op(peildatum)
    expected = [veld for veld in tabel.velden if veld.geldt_op(peildatum)]
    names, respelled = _as_agreed([plain(name) for name in header], [veld.kop for veld in expected])
    plaats = {veld.naam: names.index(veld.kop) for veld in expected if veld.kop in names}
    for veld in expected:
        if veld.naam not in plaats and veld.koppatroon:
            taken = set(plaats.values()) | {names.index(v.kop) for v in expected if v.kop in names}
            fits = [i for i, name in enumerate(names) if i not in taken and re.fullmatch(veld.koppatroon, name)]
            plaats.update({veld.naam: fits[0]} if fits else {})
    in_order = {veld.naam: plaats[veld.naam] for veld in expected if veld.naam in plaats}
    return Vergelijking(tabel, peildatum, tuple(names), respelled, in_order)


def _as_agreed(names: list[str], koppen: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The names with the capitals of the contract where there is only one way to read them, and the headers that this
    was done for, with how they are written."""
    by_letters = Counter(name.casefold() for name in names)
    agreed = Counter(kop.casefold() for kop in koppen)
    respelled = {
        kop.casefold(): kop
        for kop in koppen
        if kop not in names and by_letters[kop.casefold()] == agreed[kop.casefold()] == 1
    }
    written = {respelled[name.casefold()]: name for name in names if name.casefold() in respelled}
    return [respelled.get(name.casefold(), name) for name in names], {kop: written[kop] for kop in respelled.values()}
