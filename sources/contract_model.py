"""What a contract says, as plain frozen values.

Belongs here: a feed with its tables, fields and rules, as the standard and our own properties say them together. Does
not belong here: our own properties (`sources.contract_properties`), reading YAML (`sources.contract`), finding faults
(`sources.contract_faults`), or acting on any of it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import Field

from sources.contract_period import Codeperiode, geldend
from sources.contract_properties import (
    Behandeling,
    FeedEigenschappen,
    RegelEigenschappen,
    TabelEigenschappen,
    VeldEigenschappen,
)
from sources.kalender import Frequentie


class Ernst(StrEnum):
    """The one severity scale; `docs/quality.md` says what each means in Great Expectations, dbt and Dagster."""

    FATAAL = "fataal"
    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"


class Regel(RegelEigenschappen):
    """One quality rule. `sql` selects the row numbers that break it; `expectation` names a Great Expectations class by
    its snake-case type."""

    id: str
    kolom: str | None
    omschrijving: str
    ernst: Ernst
    dimensie: str
    sql: str | None = None
    expectation: str | None = None
    kwargs: dict[str, Any] = Field(default_factory=dict)


class Veld(VeldEigenschappen):
    """One column of a table, as delivered (`kop`) and as we call it (`naam`)."""

    naam: str
    kop: str
    type: Literal["string", "date", "number", "integer"]
    omschrijving: str
    verplicht: bool = False
    sleutel: bool = False
    patroon: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    codes: tuple[str, ...] = ()
    codeperioden: tuple[Codeperiode, ...] = ()
    regels: tuple[Regel, ...] = ()

    @property
    def raw_kolom(self) -> str | None:
        """The column that reaches raw; None for a field that never gets past the landing."""
        if self.persoonsgegeven is None:
            return self.naam
        return self.persoonsgegeven.wordt

    @property
    def wordt_pseudoniem(self) -> bool:
        """Whether a pseudonym is all that reaches raw of this field."""
        return self.persoonsgegeven is not None and self.persoonsgegeven.behandeling is Behandeling.PSEUDONIEM

    def op(self, peildatum: date) -> Self:
        """The field as deliveries with this peildatum have it: its header and the codes that it may hold then."""
        other = geldend(self.kop_per_periode, peildatum)
        not_now = {periode.code for periode in self.codeperioden if not periode.geldt_op(peildatum)}
        if other is None and not not_now:
            return self
        codes = tuple(code for code in self.codes if code not in not_now)
        return self.model_copy(update={"kop": other.kop if other else self.kop, "codes": codes})


class Tabel(TabelEigenschappen):
    """One set of rows in a delivery: the whole file, or one sheet of a workbook."""

    naam: str
    omschrijving: str
    velden: tuple[Veld, ...]
    regels: tuple[Regel, ...] = ()

    @property
    def alle_regels(self) -> tuple[Regel, ...]:
        """The rules that the contract spells out, of the table and of its fields."""
        return (*self.regels, *(regel for veld in self.velden for regel in veld.regels))

    @property
    def raw_kolommen(self) -> tuple[str, ...]:
        return tuple(v.raw_kolom for v in self.velden if v.raw_kolom is not None)

    def op(self, peildatum: date) -> Self:
        """The table as deliveries with this peildatum have it. All fields stay: `Veld.geldt_op` tells which of them a
        delivery holds, and raw has a column for each."""
        place = geldend(self.blad_per_periode, peildatum)
        blad = self.blad.in_periode(place) if self.blad and place else self.blad
        return self.model_copy(update={"blad": blad, "velden": tuple(veld.op(peildatum) for veld in self.velden)})


class Contract(FeedEigenschappen):
    """One feed of one source system. `bestand` is the file that says so, e.g. `sources/ssd/uitkeringen.yml`; the feeds
    of a `familie` share theirs, and the table that it is named after."""

    bestand: str
    familie: str | None = None
    bron: str
    feed: str
    naam: str
    versie: str
    eigenaar: str
    contact: str
    doel: str
    gebruik: str
    frequentie: Frequentie
    uiterlijk_dagen: int | None
    tabellen: tuple[Tabel, ...]

    @property
    def sleutel(self) -> str:
        """The feed's name in messages and asset keys, e.g. `ssd/uitkeringen`."""
        return f"{self.bron}/{self.feed}"

    def op(self, peildatum: date) -> Self:
        """The contract as it holds for a delivery with this peildatum."""
        return self.model_copy(update={"tabellen": tuple(tabel.op(peildatum) for tabel in self.tabellen)})
