"""What stands beside amounts: documents, printed figures, reports, deliveries.

Belongs here: the rows as the queries in `sql/` give them. Does not belong here: the amounts themselves (`rijen`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Gemeente:
    """A municipality that there is or was."""

    gemeente_code: str
    naam: str


@dataclass(frozen=True)
class Document:
    """A document of the budget cycle."""

    document_code: str
    naam: str
    gemeente_code: str
    jaar: int


@dataclass(frozen=True)
class Eenheid:
    """The unit a document prints its amounts in; there is none of a document that mixes them."""

    document_code: str
    eenheid: str


@dataclass(frozen=True)
class Opgave:
    """An Iv3 report as a whole."""

    gemeente_code: str
    jaar: int
    verslagsoort: str
    verslag: str
    opgave: str
    lasten_eur: Decimal | None
    baten_eur: Decimal | None
    saldo_eur: Decimal | None
    in_evenwicht: bool | None
    inwoners: int | None
    feed: str | None
    levering_id: str | None
    synthetisch: bool


@dataclass(frozen=True)
class Gedruktcijfer:
    """A figure that a document prints, beside what the warehouse makes of it."""

    levering_id: str
    rijnummer: int
    document_code: str
    gemeente_code: str
    indicator_code: str
    definitie_versie: int
    indicator: str | None
    soort: str | None
    kader: str | None
    doel_code: str | None
    bronnen: str | None
    decimalen: int | None
    drempel: int | None
    maat: str
    uitsplitsing: str | None
    uitsplitsing_gedrukt: str | None
    jaar: int | None
    jaar_gedrukt: str | None
    waarde_gedrukt: str
    eenheid: str | None
    gepubliceerd: float | None
    berekend: float | None
    aansluiting: str
    toelichting: str | None
    synthetisch: bool


@dataclass(frozen=True)
class Doel:
    """A goal, with what it is part of."""

    doel_code: str
    bovenliggend_doel_code: str | None
    niveau: str
    naam: str
    kader: str
    volgnummer: int | None


@dataclass(frozen=True)
class Levering:
    """A delivery that money rests on, and the state of its feed; `soort` says for what it is used."""

    gemeente_code: str
    soort: str
    levering_id: str
    bron: str
    feed: str
    naam: str | None
    bestandsnaam: str | None
    sha256: str | None
    peildatum: date | None
    ontvangen_op: datetime | None
    synthetisch: bool | None
    status: str | None
    reden: str | None


@dataclass(frozen=True)
class KapotteIndicator:
    """An indicator with a feed that is not sound."""

    gemeente_code: str
    indicator_code: str
    feeds: str
