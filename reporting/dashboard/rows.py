"""What is read from the published tables, a value per row.

Belongs here: the rows as the queries in `sql/` give them. Does not belong here: what follows from several of them
together (`overview`). Times are naive UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

Sleutel = tuple[str, str]
"""A feed: bron and feed."""


@dataclass(frozen=True)
class Feed:
    """A contract: what a feed is, whose it is and when it is due."""

    bron: str
    feed: str
    naam: str | None = None
    eigenaar: str | None = None
    contact: str | None = None
    doel: str | None = None
    contract: str | None = None
    contract_versie: str | None = None
    frequentie: str | None = None
    uiterlijk_dagen: int | None = None
    publicatie_van: str | None = None
    publicatie_tot_en_met: str | None = None
    peildatum_vanaf: date | None = None
    peildatum_tot_en_met: date | None = None
    opvolger: str | None = None

    @property
    def sleutel(self) -> Sleutel:
        return self.bron, self.feed

    @property
    def pagina(self) -> str:
        """The file name of its page; neither bron nor feed has an underscore of its own to confuse two feeds."""
        return f"{self.bron}_{self.feed}.html"

    @property
    def titel(self) -> str:
        return self.naam or f"{self.bron}/{self.feed}"


@dataclass(frozen=True)
class Bronstatus:
    """How a feed of a municipality is doing."""

    bron: str
    feed: str
    gemeente_code: str
    status: str
    sinds: datetime | None
    laatste_peildatum: date | None
    verwacht_voor: date | None
    reden: str
    rijen_geladen: int
    rijen_quarantaine: int
    advies: str | None
    waarschuwingen: int


@dataclass(frozen=True)
class Levering:
    """A delivery; `aanvaard_*` when somebody accepted what jumped out of its band."""

    levering_id: str
    bron: str
    feed: str
    gemeente_code: str
    peildatum: date
    volgnummer: int
    bestandsnaam: str
    sha256: str
    ontvangen_op: datetime
    status: str
    reden: str | None
    rijen_gelezen: int
    rijen_geladen: int
    rijen_quarantaine: int


@dataclass(frozen=True)
class Aanvaarding:
    """Somebody said that a delivery is right although it jumped out of its band."""

    levering_id: str
    reden: str
    aanvaard_op: datetime


@dataclass(frozen=True)
class Regel:
    """A rule; `feed` is None where it holds for all feeds of a family."""

    controle_id: str
    bron: str
    feed: str | None
    object: str | None
    kolom: str | None
    regel: str
    ernst: str
    omschrijving: str


@dataclass(frozen=True)
class Uitslag:
    """What a rule said of the newest judged delivery; without a municipality when it is about no single delivery. All
    that are broken are read, and of those that hold one per rule and feed."""

    controle_id: str
    bron: str | None
    feed: str | None
    gemeente_code: str | None
    kolom: str | None
    regel: str
    ernst: str
    geslaagd: bool
    aantal: int
    aantal_fout: int
    reden: str | None


@dataclass(frozen=True)
class Quarantainepost:
    """Open work: the rows of one delivery that break one rule."""

    bron: str
    feed: str
    gemeente_code: str
    levering_id: str
    bestandsnaam: str
    peildatum: date
    levering_status: str
    object: str
    controle_id: str
    kolom: str | None
    regel: str
    verwachting: str | None
    aantal: int
    rijnummers: str
    sinds: datetime | None


@dataclass(frozen=True)
class Waarschuwing:
    """A warning that stands; about deliveries of several feeds together when it has no municipality."""

    bron: str
    feed: str
    gemeente_code: str | None
    controle_id: str
    regel: str
    levering_id: str | None
    bestandsnaam: str | None
    reden: str | None
    aanvaard: bool
    aanvaard_reden: str | None


@dataclass(frozen=True)
class Verschil:
    """A difference in layout of the newest judged delivery of a municipality."""

    levering_id: str
    bron: str
    feed: str
    gemeente_code: str
    bestandsnaam: str
    object: str | None
    soort: str
    kolom: str | None
    gevonden: str | None
    verwacht: str | None
    voorstel: str | None


@dataclass(frozen=True)
class Verbandfeed:
    """A feed that a rule across feeds is about."""

    controle_id: str
    bron: str
    feed: str


@dataclass(frozen=True)
class Verbandvoorbeeld:
    """Rows of one delivery that a rule across feeds found: where the owner can look them up."""

    controle_id: str
    bron: str
    feed: str
    gemeente_code: str
    bestandsnaam: str
    object: str
    rijnummers: str


@dataclass(frozen=True)
class Indicator:
    """The name of an indicator, by its newest definition."""

    indicator_code: str
    naam: str


@dataclass(frozen=True)
class Indicatorfeed:
    """The figures of an indicator of a municipality are made of a feed."""

    gemeente_code: str
    indicator_code: str
    bron: str
    feed: str


@dataclass(frozen=True)
class Indicatorstand:
    """The newest figure of an indicator: of which year, and whether it is final. Not the figure: small ones are
    suppressed elsewhere, and a page about quality does not need it."""

    gemeente_code: str
    indicator_code: str
    jaar: int
    peildatum: date | None
    status: str | None


@dataclass(frozen=True)
class Indicatorsprong:
    """A newest figure that falls outside its band (`oordeel` sprong) or was revised strongly (herzien_sterk), with its
    change as a share of what it is compared with; None where that was zero."""

    gemeente_code: str
    indicator_code: str
    uitsplitsing: str
    jaar: int
    vorige_jaar: int | None
    oordeel: str
    verandering: float | None


@dataclass(frozen=True)
class Gemeente:
    """A municipality that delivers."""

    gemeente_code: str
    naam: str
