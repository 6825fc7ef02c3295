"""The deliveries before a delivery, as the ledger remembers them.

Belongs here: which deliveries a new one may be compared with, and what is known of each. Does not belong here:
comparing (`expectations.plausibility`).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.ledger import Ledger
    from expectations.ledger_tables import Levering
    from expectations.profile import Meting
    from sources.landing import Bestand

YEARS_BACK = 6
"""What lies further back says nothing of today; it also bounds what a judgement costs."""

Groep = tuple[str, str, str | None]
"""A table, a measure and a field: what is judged as one."""

AT_ONCE = 100
"""The history of so many municipalities is asked in one question: a question per delivery would read everything that
the ledger remembers as often as there are deliveries, and one for all would hold it all in memory."""

_HISTORY = """
SELECT gemeente_code, levering_id, peildatum, volgnummer, profiel.object, maat, profiel.kolom, sleutel, waarde
FROM levering JOIN profiel USING (levering_id)
WHERE """
_SUSPECT = """
SELECT levering_id, controle_id FROM controle
WHERE bron = $bron AND feed = $feed AND NOT geslaagd AND starts_with(regel, 'plausibel_')
    AND levering_id IN (SELECT levering_id FROM levering WHERE {selected})
    AND levering_id NOT IN (SELECT levering_id FROM aanvaarding)
"""
_SELECTED = """bron = $bron AND feed = $feed AND status = 'geladen' AND peildatum >= $vanaf
    AND gemeente_code IN (SELECT unnest($gemeenten))"""


@dataclass(frozen=True)
class Deel:
    """A part of what the ledger remembers: the loaded deliveries of a feed of some municipalities since a day."""

    bron: str
    feed: str
    gemeenten: Sequence[str]
    vanaf: date

    @property
    def condition(self) -> str:
        """In SQL, on the ledger's table of deliveries."""
        return _SELECTED

    @property
    def parameters(self) -> dict[str, Any]:
        return vars(self) | {"gemeenten": list(self.gemeenten)}


@dataclass
class Eerder:
    """An earlier delivery: its measures per group and key, and the groups of which it is not sure that they are right,
    since they were a surprise that nobody accepted."""

    peildatum: date
    volgnummer: int
    metingen: dict[Groep, dict[str | None, float]] = field(default_factory=dict)
    verdacht: set[Groep] = field(default_factory=set)


class Geschiedenis:
    """The deliveries of one feed before those that a load judges: as the ledger remembers them, and those that the load
    itself adds. `nieuw` are the deliveries to come, as they follow each other; `first_measure` is called with every
    part before it is asked for, so that nothing in it has no measures.
    """

    def __init__(self, ledger: Ledger, nieuw: Sequence[Bestand], first_measure: Callable[[Deel], None]) -> None:
        self._ledger = ledger
        self._nieuw = nieuw
        self._gemeenten = list(dict.fromkeys(bestand.gemeente_code for bestand in nieuw))
        self._first_measure = first_measure
        self._known: dict[str, list[Eerder]] = {}

    def before(self, levering: Levering) -> list[Eerder]:
        """What is known of the loaded deliveries of the same municipality with an earlier peildatum, or with a lower
        volgnummer for the same one."""
        place, vanaf = (levering.peildatum, levering.volgnummer), _since(levering.peildatum)
        return [
            e for e in self._of(levering.gemeente_code) if e.peildatum >= vanaf and (e.peildatum, e.volgnummer) < place
        ]

    def add(self, levering: Levering, metingen: Iterable[Meting], odd: Collection[str]) -> None:
        """Remember a delivery that was judged; `odd` are the checks of which it was a surprise."""
        rows = [(meting.object, meting.maat, meting.kolom, meting.sleutel, meting.waarde) for meting in metingen]
        self._of(levering.gemeente_code).append(
            _eerder(levering.bron, levering.peildatum, levering.volgnummer, rows, odd)
        )

    def _of(self, gemeente_code: str) -> list[Eerder]:
        if gemeente_code not in self._known:
            first = self._gemeenten.index(gemeente_code)
            some = self._gemeenten[first : first + AT_ONCE]
            self._known = {code: [] for code in some} | self._asked(some)
        return self._known[gemeente_code]

    def _asked(self, gemeenten: Sequence[str]) -> dict[str, list[Eerder]]:
        of_some = [bestand for bestand in self._nieuw if bestand.gemeente_code in set(gemeenten)]
        vanaf = _since(min(bestand.peildatum for bestand in of_some))
        deel = Deel(of_some[0].bron, of_some[0].feed, gemeenten, vanaf)
        self._first_measure(deel)
        odd: dict[str, set[str]] = {}
        for levering_id, check in self._ledger.select(_SUSPECT.format(selected=deel.condition), deel.parameters):
            odd.setdefault(levering_id, set()).add(check)
        rows: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for row in self._ledger.select(_HISTORY + deel.condition, deel.parameters):
            rows.setdefault(row[:4], []).append(row[4:])
        found: dict[str, list[Eerder]] = {}
        for (code, levering_id, peildatum, volgnummer), measured in rows.items():
            eerder = _eerder(deel.bron, peildatum, volgnummer, measured, odd.get(levering_id, ()))
            found.setdefault(code, []).append(eerder)
        return found


def _since(peildatum: date) -> date:
    return date(peildatum.year - YEARS_BACK, 1, 1)


def series(history: Iterable[Eerder], groep: Groep) -> list[Eerder]:
    """Per peildatum the delivery that counts for a group, in order: the highest volgnummer that is no surprise."""
    counting: dict[date, Eerder] = {}
    for eerder in sorted(history, key=lambda each: (each.peildatum, each.volgnummer)):
        if groep in eerder.metingen and groep not in eerder.verdacht:
            counting[eerder.peildatum] = eerder
    return list(counting.values())


def same_period(history: Sequence[Eerder], peildatum: date) -> Eerder | None:
    """The delivery of the same day of the latest earlier year that has one; the last day of a month is the last day."""
    same = [e for e in history if e.peildatum.year < peildatum.year and _same_day(e.peildatum, peildatum)]
    return max(same, key=lambda eerder: eerder.peildatum, default=None)


def _same_day(one: date, other: date) -> bool:
    last = all(day.day == calendar.monthrange(day.year, day.month)[1] for day in (one, other))
    return one.month == other.month and (last or one.day == other.day)


def _eerder(bron: str, peildatum: date, volgnummer: int, rows: Iterable[Sequence[Any]], odd: Collection[str]) -> Eerder:
    eerder = Eerder(peildatum, volgnummer)
    for tabel, maat, kolom, sleutel, waarde in rows:
        eerder.metingen.setdefault((tabel, maat, kolom), {})[sleutel] = waarde
    if odd:
        eerder.verdacht = {
            (tabel, maat, kolom)
            for tabel, maat, kolom in eerder.metingen
            if f"{bron}.{tabel}.{kolom or 'tabel'}.plausibel_{maat}" in odd
        }
    return eerder
