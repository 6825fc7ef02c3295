"""Amounts as the pages about money read them, a value per row.

Belongs here: the rows as the queries in `sql/` give them: euros, unrounded, lasten and baten positive, a deviation
positive when it is a voordeel. Does not belong here: what is looked up beside them (`bronrijen`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Documentcel:
    """A cell of a table of a document, with the characters that it prints."""

    gemeente_code: str
    document_code: str
    tabel: str
    tabelnaam: str
    regelnummer: int
    regelnaam: str
    kolomnummer: int
    kolomnaam: str
    jaar: int
    kolom: str
    niveau: str
    code: str
    regel: str
    bedrag_eur: Decimal | None
    afrondingsverschil: int
    tekst: str
    eenheid: str
    toelichting: str | None
    synthetisch: bool


@dataclass(frozen=True)
class Programmaregel:
    """A line of the account of a programme."""

    gemeente_code: str
    jaar: int
    document_code: str
    programma: str
    regel: str
    begroting_primair_eur: Decimal | None
    begroting_na_wijziging_eur: Decimal | None
    realisatie_eur: Decimal | None
    afwijking_eur: Decimal | None
    synthetisch: bool


@dataclass(frozen=True)
class Doellast:
    """What a goal costs, in one document, year and phase."""

    gemeente_code: str
    jaar: int
    document_code: str
    fase: str
    doel_code: str
    doelnaam: str
    programma: str
    lasten_eur: Decimal
    synthetisch: bool


@dataclass(frozen=True)
class Productafwijking:
    """What a product came to, beside its budget."""

    gemeente_code: str
    jaar: int
    document_code: str
    programma: str
    product_code: str
    product: str
    begroting_na_wijziging_eur: Decimal | None
    realisatie_eur: Decimal | None
    afwijking_eur: Decimal
    oordeel: str
    synthetisch: bool


@dataclass(frozen=True)
class Raming:
    """An amount of a budget and its estimates."""

    gemeente_code: str
    document_code: str
    jaar: int
    fase: str
    programma: str
    niveau: str
    code: str
    onderdeel: str
    regel: str
    bedrag_eur: Decimal
    synthetisch: bool


@dataclass(frozen=True)
class Prijsvolume:
    """Price and volume of a product (without `groep`), or of a group within it."""

    gemeente_code: str
    product_code: str
    product: str
    jaar: int
    vergelijking: str
    jaar_basis: int
    document_code: str
    document_code_basis: str
    groep: str | None
    naam: str
    lasten_basis_eur: Decimal | None
    lasten_eur: Decimal | None
    volume_basis: Decimal | None
    volume: Decimal | None
    volume_eenheid: str | None
    volume_herkomst: str | None
    prijs_basis_eur: Decimal | None
    prijs_eur: Decimal | None
    afwijking_eur: Decimal | None
    effect_volume_eur: Decimal | None
    effect_prijs_eur: Decimal | None
    effect_mix_eur: Decimal | None
    niet_ontleed: str | None
    synthetisch: bool


@dataclass(frozen=True)
class Taakveld:
    """A taakveld of a municipality beside one reference group."""

    gemeente_code: str
    jaar: int
    verslagsoort: str
    verslag: str
    taakveld_code: str
    taakveld: str
    niveau: str
    groep_code: str
    groep: str
    opgave: str
    inwoners: int | None
    lasten_eur: Decimal | None
    baten_eur: Decimal | None
    lasten_per_inwoner_eur: Decimal | None
    mediaan_per_inwoner_eur: Decimal | None
    laagste_per_inwoner_eur: Decimal | None
    hoogste_per_inwoner_eur: Decimal | None
    rang: int | None
    rang_van: int | None
    aantal: int | None
    synthetisch: bool


@dataclass(frozen=True)
class Begrotingsregel:
    """A line as it was delivered."""

    gemeente_code: str
    document_code: str
    jaar: int
    fase: str
    programma: str
    doel_code: str | None
    product: str | None
    taakveld_code: str | None
    niveau: str
    soort: str
    bedrag_eur: Decimal
    levering_id: str
    rijnummer: int
    synthetisch: bool
