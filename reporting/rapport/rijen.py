"""What the report reads from the published tables, a value per row.

Belongs here: the rows as the queries in `sql/` give them. Does not belong here: what follows from several of them
together (`blad`, `doelen`). Times are naive UTC; figures are unrounded. A row with `onderdrukt` (the sentence why) has
lost the numbers that may not be shown: nothing that is made of it can give them away (`tonen`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

TOTAAL = "totaal"
"""The breakdown of a figure that has none."""


@dataclass(frozen=True)
class Cijfer:
    """A figure over a stretch of time in which it was what was known; `bekend_tot` None is what is known now."""

    gemeente_code: str
    indicator_code: str
    definitie_versie: int
    uitsplitsing: str
    jaar: int
    peildatum: date | None
    teller: float | None
    noemer: float | None
    waarde: float | None
    eenheid: str
    status: str | None
    kanttekening: str | None
    synthetisch: bool
    bekend_vanaf: datetime
    bekend_tot: datetime | None
    onderdrukt: str | None = None
    teller_onderdrukt: str | None = None
    noemer_onderdrukt: str | None = None


@dataclass(frozen=True)
class Streefwaarde:
    """A target as a document sets it; `jaar` None where the document names none."""

    gemeente_code: str
    indicator_code: str
    uitsplitsing: str
    jaar: int | None
    document_code: str
    streefwaarde: float | None
    streefwaarde_getypt: str | None
    vervallen: bool
    toelichting: str | None
    synthetisch: bool
    levering_id: str


@dataclass(frozen=True)
class Score:
    """A year judged: what came of the target."""

    gemeente_code: str
    indicator_code: str
    uitsplitsing: str
    jaar: int
    definitie_versie: int | None
    realisatie: float | None
    streefwaarde: float | None
    document_code: str | None
    afwijking: float | None
    oordeel: str
    breuk: bool
    status: str | None
    synthetisch: bool
    onderdrukt: str | None = None


@dataclass(frozen=True)
class Gedrukt:
    """A figure as a document prints it, beside what is computed."""

    rijnummer: int
    levering_id: str
    document_code: str
    gemeente_code: str
    indicator_code: str
    definitie_versie: int | None
    maat: str
    uitsplitsing: str
    jaar: int | None
    jaar_gedrukt: str | None
    waarde_gedrukt: str
    eenheid: str | None
    gepubliceerd: float | None
    berekend: float | None
    verschil: float | None
    tolerantie: float | None
    aansluiting: str
    toelichting: str | None
    synthetisch: bool
    onderdrukt: str | None = None


@dataclass(frozen=True)
class Vergelijking:
    """Our figure beside that of a group of municipalities."""

    gemeente_code: str
    indicator_code: str
    definitie_versie: int
    uitsplitsing: str
    jaar: int
    groep_code: str
    groep: str
    herkomst: str | None
    waarde: float | None
    waarde_groep: float
    verschil: float | None
    oordeel: str | None
    synthetisch: bool
    onderdrukt: str | None = None


@dataclass(frozen=True)
class Onderdeel:
    """A component that a figure is made of, with its deliveries; what it is to the figure is its `rol`."""

    gemeente_code: str
    indicator_code: str
    definitie_versie: int
    uitsplitsing: str
    jaar: int
    bekend_vanaf: datetime
    rol: str
    component_code: str
    component_uitsplitsing: str
    waarde: float | None
    peildatum: date
    levering_id: str | None
    tweede_levering_id: str | None
    onderdrukt: str | None = None
