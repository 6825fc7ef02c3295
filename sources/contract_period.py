"""What of a layout holds for a while: its period, and what differs within it.

Belongs here: the vocabulary of periods, and which of several rows holds on a day. A field, a header, a sheet and a code
each have one, so that an old delivery is read as it was laid out then. Does not belong here: the rest of a contract
(`sources.contract_model`), and periods that make no sense (`sources.contract_period_faults`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Met_aantal = Annotated[str, Field(pattern=r"^[^{}]*\{aantal\}[^{}]*$")]


class Periode(BaseModel):
    """The peildata for which something holds, both ends included; without an end it holds for ever on that side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    geldig_vanaf: date | None = None
    geldig_tot_en_met: date | None = None

    def geldt_op(self, peildatum: date) -> bool:
        """Whether it holds for a delivery with this peildatum."""
        begun = self.geldig_vanaf is None or peildatum >= self.geldig_vanaf
        return begun and (self.geldig_tot_en_met is None or peildatum <= self.geldig_tot_en_met)


class Kopperiode(Periode):
    """What a column is called in a period; outside all periods it has its own header."""

    kop: str = Field(min_length=1)


class Codeperiode(Periode):
    """When a code of an enumeration may be delivered; a code without a period always may."""

    code: str


class _Bladplaats(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: str | None = Field(None, pattern=r"^([^{}]|\{jaar\})+$")
    nummer: int | None = Field(None, ge=1)
    peildatumcel: str | None = Field(None, pattern=r"^[A-Z][1-9][0-9]*$")
    totaalregel: Met_aantal | None = None
    einde: Literal["lege_rij"] | None = None


class Bladperiode(_Bladplaats, Periode):
    """What of the place of a table is different in a period; the rest is as always."""

    kopregel: int | None = Field(None, ge=1)


class Blad(_Bladplaats):
    """Where a table stands in a workbook: on the sheet of this name, where `{jaar}` is the year of the peildatum, or on
    the sheet of this number, whatever its name. Rows are counted as the spreadsheet shows them."""

    kopregel: int = Field(ge=1)

    def in_periode(self, periode: Bladperiode) -> Blad:
        """The place with what the period changes of it; a name takes the place of a number and the other way round."""
        changed = periode.model_dump(exclude_unset=True, exclude={"geldig_vanaf", "geldig_tot_en_met"})
        if "naam" in changed:
            changed["nummer"] = None
        elif "nummer" in changed:
            changed["naam"] = None
        return self.model_copy(update=changed)


P = TypeVar("P", bound=Periode)


def geldend(rows: Iterable[P], peildatum: date) -> P | None:
    """The row that holds on this peildatum; of several the one that began last, so that a new row needs no change of
    the one before it."""
    return max(
        (row for row in rows if row.geldt_op(peildatum)), key=lambda row: row.geldig_vanaf or date.min, default=None
    )
