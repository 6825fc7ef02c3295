"""The deliveries before a delivery, as the ledger remembers them.

Belongs here: which deliveries a new one may be compared with, and what is known of each. Does not belong here:
comparing (`expectations.plausibility`).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.ledger import Ledger
    from expectations.ledger_tables import Levering

YEARS_BACK = 6
"""What lies further back says nothing of today; it also bounds what a judgement costs."""

Groep = tuple[str, str, str | None]
"""A table, a measure and a field: what is judged as one."""

_HISTORY = """
SELECT levering_id, peildatum, volgnummer, profiel.object, maat, profiel.kolom, sleutel, waarde,
    levering_id || '/' || profiel.object || '.' || coalesce(profiel.kolom, 'tabel') || '.plausibel_' || maat
        IN (SELECT verdacht FROM verdacht) AS is_verdacht
FROM levering JOIN profiel USING (levering_id)
WHERE """
_BEFORE = """bron = $bron AND feed = $feed AND gemeente_code = $gemeente_code AND status = 'geladen'
    AND peildatum >= $vanaf AND (peildatum < $peildatum OR (peildatum = $peildatum AND volgnummer < $volgnummer))"""
_SUSPECT = """
WITH verdacht AS (
    SELECT levering_id || '/' || substr(controle_id, length(bron) + 2) AS verdacht
    FROM controle
    WHERE bron = $bron AND feed = $feed AND NOT geslaagd AND starts_with(regel, 'plausibel_')
        AND levering_id NOT IN (SELECT levering_id FROM aanvaarding))
"""


@dataclass
class Eerder:
    """An earlier delivery: its measures per group and key, and the groups of which it is not sure that they are right,
    since they were a surprise that nobody accepted."""

    peildatum: date
    volgnummer: int
    metingen: dict[Groep, dict[str | None, float]] = field(default_factory=dict)
    verdacht: set[Groep] = field(default_factory=set)


def history_of(ledger: Ledger, levering: Levering) -> list[Eerder]:
    """What is known of the deliveries before one."""
    condition, parameters = before(levering)
    return _gathered(ledger.select(_SUSPECT + _HISTORY + condition, parameters))


def before(levering: Levering) -> tuple[str, dict[str, Any]]:
    """The loaded deliveries of the same feed and municipality with an earlier peildatum, or with a lower volgnummer for
    the same one: a condition in SQL on the ledger's table of deliveries, and its parameters."""
    vanaf = date(levering.peildatum.year - YEARS_BACK, 1, 1)
    same = {key: getattr(levering, key) for key in ("bron", "feed", "gemeente_code", "peildatum", "volgnummer")}
    return _BEFORE, same | {"vanaf": vanaf}


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


def _gathered(rows: Iterable[Sequence[Any]]) -> list[Eerder]:
    found: dict[str, Eerder] = {}
    for levering_id, peildatum, volgnummer, tabel, maat, kolom, sleutel, waarde, is_verdacht in rows:
        eerder = found.setdefault(levering_id, Eerder(peildatum, volgnummer))
        groep = (tabel, maat, kolom)
        eerder.metingen.setdefault(groep, {})[sleutel] = waarde
        if is_verdacht:
            eerder.verdacht.add(groep)
    return list(found.values())
