"""Periods in a contract that make no sense, each fault as a sentence.

Belongs here: validators of what holds for a while: fields, headers, sheets and codes. Does not belong here: other
meanings of a contract (`sources.contract_meaning`), and which row of several holds (`sources.contract_period`).
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sources.contract_document import Document, custom_properties, fields_of
from sources.contract_period import Bladperiode, Periode, geldend
from sources.contract_properties import VeldEigenschappen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


def period_faults(document: Document) -> Iterator[str]:
    """The faults in all periods together."""
    formaat = custom_properties(document)["layout"]["formaat"]
    for schema in document["schema"]:
        place = f"tabel {schema['name']}"
        sheets = _sheets(schema)
        if sheets and formaat != "werkmap":
            yield f"{place}: alleen een werkmap heeft een blad per periode."
        if any(sheet.naam is not None and sheet.nummer is not None for sheet in sheets):
            yield f"{place}: een blad heeft een naam of een nummer, en niet allebei (blad_per_periode)."
        yield from (f"{place}: {fault}" for fault in _rows("blad_per_periode", sheets))
        yield from (f"{place}: {fault}" for fault in _headers_at_once(schema))
    for schema, prop in fields_of(document):
        place = f"veld {schema['name']}.{prop['name']}"
        known = _properties(prop)
        yield from (f"{place}: {fault}" for fault in _backwards([known]))
        if known.kop_per_periode and formaat not in ("csv", "werkmap"):
            yield f"{place}: alleen een csv en een werkmap hebben een kop per periode."
        yield from (f"{place}: {fault}" for fault in _rows("kop_per_periode", known.kop_per_periode))
        codes = [Periode(**custom_properties(code)) for code in prop.get("enum", ()) if custom_properties(code)]
        yield from (f"{place}: {fault}" for fault in _backwards(codes))


def _properties(prop: Document) -> VeldEigenschappen:
    return VeldEigenschappen.model_validate(custom_properties(prop))


def _sheets(schema: Document) -> list[Bladperiode]:
    return [Bladperiode.model_validate(row) for row in custom_properties(schema).get("blad_per_periode", ())]


def _rows(name: str, rows: Iterable[Periode]) -> Iterator[str]:
    """What is wrong with the rows of a property that has one per period."""
    rows = list(rows)
    if any(row.geldig_vanaf is None and row.geldig_tot_en_met is None for row in rows):
        yield f"een rij van {name} zegt niet voor welke periode zij geldt (geldig_vanaf, geldig_tot_en_met)."
    for begin, count in Counter(row.geldig_vanaf for row in rows).items():
        if count > 1:
            yield f"twee rijen van {name} beginnen op dezelfde dag ({begin or 'zonder begin'})."
    yield from _backwards(rows)


def _backwards(rows: Iterable[Periode]) -> Iterator[str]:
    for row in rows:
        if row.geldig_vanaf and row.geldig_tot_en_met and row.geldig_tot_en_met < row.geldig_vanaf:
            yield f"een periode eindigt ({row.geldig_tot_en_met}) voor zij begint ({row.geldig_vanaf})."


def _headers_at_once(schema: Document) -> Iterator[str]:
    """A header that two fields have on the same day could be either."""
    fields: list[tuple[Any, VeldEigenschappen]] = [(p["physicalName"], _properties(p)) for p in schema["properties"]]
    if not any(known.kop_per_periode for _, known in fields):
        return
    found: set[str] = set()
    for day in _days_of_change(known for _, known in fields):
        now = [
            other.kop if (other := geldend(known.kop_per_periode, day)) else kop
            for kop, known in fields
            if known.geldt_op(day)
        ]
        found |= {kop for kop, count in Counter(now).items() if count > 1}
    yield from (f"twee velden heten in dezelfde periode {kop} (kop_per_periode)." for kop in sorted(found))


def _days_of_change(fields: Iterable[VeldEigenschappen]) -> set[date]:
    """Every day on which something begins, or is over."""
    rows: list[Periode] = [row for known in fields for row in (known, *known.kop_per_periode)]
    return {row.geldig_vanaf for row in rows if row.geldig_vanaf} | {
        row.geldig_tot_en_met + timedelta(days=1) for row in rows if row.geldig_tot_en_met
    }
