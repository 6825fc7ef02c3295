"""What the report reads besides figures: municipalities, goals, documents, definitions, actions, deliveries and feeds.

Belongs here: the rows as the queries in `sql/` give them. Does not belong here: figures (`rijen`), or what follows from
several rows together (`blad`, `doelen`). Times are naive UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Gemeente:
    """A municipality that delivers: one with goals of its own, or figures."""

    gemeente_code: str
    naam: str


@dataclass(frozen=True)
class Doel:
    """A goal of a framework; without a municipality when it is national (BBV)."""

    doel_code: str
    bovenliggend_doel_code: str | None
    niveau: str
    naam: str
    andere_naam: str | None
    kader: str
    gemeente_code: str | None
    volgnummer: int


@dataclass(frozen=True)
class Doellink:
    """A product, ontwikkelopgave or SDG that a goal is served by."""

    doel_code: str
    soort: str
    code: str
    naam: str
    is_hoofddoel: bool


@dataclass(frozen=True)
class Document:
    """A document of the planning cycle."""

    document_code: str
    naam: str
    gemeente_code: str
    soort: str
    jaar: int


@dataclass(frozen=True)
class Indicator:
    """A version of the definition of an indicator."""

    indicator_code: str
    definitie_versie: int
    naam: str
    omschrijving: str
    teller: str | None
    noemer: str | None
    eenheid: str
    decimalen: int
    richting: str
    kader: str
    soort: str
    doel_code: str | None
    speerpunt_code: str | None
    bronnen: str | None
    geldig_van_jaar: int | None
    geldig_tot_jaar: int | None
    breuk: str | None
    drempel: int | None
    niet_berekend: str | None


@dataclass(frozen=True)
class Breuk:
    """Where a series does not run on."""

    indicator_code: str
    uitsplitsing: str | None
    jaar: int
    van_versie: int
    naar_versie: int
    uitleg: str
    document_code: str


@dataclass(frozen=True)
class Levering:
    """A delivery that figures are made of."""

    levering_id: str
    bron: str
    feed: str
    naam: str | None
    gemeente_code: str
    peildatum: date
    bestandsnaam: str
    sha256: str
    ontvangen_op: datetime
    status: str
    rijen_geladen: int
    synthetisch: bool


@dataclass(frozen=True)
class Bronstand:
    """How a feed of a municipality (or of the country) is doing."""

    bron: str
    feed: str
    gemeente_code: str
    status: str
    sinds: datetime | None
    laatste_peildatum: date | None
    reden: str | None
    naam: str | None
    eigenaar: str | None

    @property
    def titel(self) -> str:
        return self.naam or f"{self.bron}/{self.feed}"


@dataclass(frozen=True)
class Feedlink:
    """The figures of an indicator of a municipality are made of a feed."""

    gemeente_code: str
    indicator_code: str
    bron: str
    feed: str


@dataclass(frozen=True)
class Actie:
    """What became of an action of a document at a moment (TR, JR); without a moment it is only announced."""

    gemeente_code: str
    document_code: str
    doel_code: str
    nummer: str
    actie: str
    moment: str | None
    status: str | None
    toelichting: str | None
    synthetisch: bool
    levering_id: str
