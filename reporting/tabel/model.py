"""A table that people read: what stands in it, whether it may be shown, and where it comes from.

Belongs here: the values that page, CSV, XLSX and workbook are all rendered from, and what they refuse. Does not belong
here: how a value looks (`notatie`) and where rows are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Soort = Literal["tekst", "code", "jaar", "datum", "getal", "procent", "euro", "duizend_euro"]
"""What a column holds. An amount stands in the unit of its column: in `duizend_euro` 491064 is € 491.064.000, unrounded
(see `duizend`). A `code` is text, so 0.10 keeps its nought."""

Getal = int | float | Decimal
Waarde = str | Getal | date | None

_TYPEN: dict[Soort, tuple[type, ...]] = {
    "tekst": (str,),
    "code": (str,),
    "jaar": (int,),
    "datum": (date,),
    "getal": (int, float, Decimal),
    "procent": (int, float, Decimal),
    "euro": (int, float, Decimal),
    "duizend_euro": (int, float, Decimal),
}
GETALLEN: frozenset[Soort] = frozenset({"getal", "procent", "euro", "duizend_euro"})
"""The kinds of column that hold amounts: aligned on the right, and added."""

_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


class OngeldigeTabel(ValueError):
    """A table that contradicts itself: it would be rendered differently in each place."""


@dataclass(frozen=True)
class Herkomst:
    """Which row of which published table a value comes from.

    `mart` is schema.table, `sleutel` the columns and values that find its row; `pagina` the page of the report, from
    the root of the site, where the value is followed further (components and deliveries).
    """

    mart: str
    sleutel: Mapping[str, str]
    pagina: str | None = None


@dataclass(frozen=True)
class Kolom:
    """A column; `decimalen` is how many are shown, None for what its kind has by itself (`notatie`).

    `voordeel` says that the column holds deviations in which every line is positive when it is a voordeel: its totals
    add all parts, where other columns take lasten from baten (`Rij.optelling`).
    """

    sleutel: str
    kop: str
    soort: Soort
    decimalen: int | None = None
    uitleg: str | None = None
    voordeel: bool = False


@dataclass(frozen=True)
class Cel:
    """A value, unrounded, with what must be said about it.

    `decimalen` goes before those of the column. `onderdrukt` is the sentence why the value is not shown; the value is
    then not in the cell at all. `oordeel` is a state as a word (voordeel, gehaald), drawn as shape and text. `gedrukt`
    has the characters of a document and is shown as it stands (12,8* or 489 (31/5)); the value is then the number that
    it begins with, or nothing where it is no number (n.n.b.): see `gedrukt.gedrukte_cel`.
    """

    waarde: Waarde = None
    decimalen: int | None = None
    onderdrukt: str | None = None
    kanttekening: str | None = None
    herkomst: Herkomst | None = None
    oordeel: str | None = None
    gedrukt: str | None = None

    def __post_init__(self) -> None:
        if self.onderdrukt is not None and (self.waarde is not None or self.gedrukt is not None):
            raise OngeldigeTabel("Een onderdrukte cel mag haar waarde niet bevatten.")
        if self.onderdrukt is not None and not self.onderdrukt.strip():
            raise OngeldigeTabel("Een onderdrukte cel zegt waarom.")
        if isinstance(self.waarde, datetime | bool):
            raise OngeldigeTabel(f"Een cel bevat geen tijdstip of ja/nee: {self.waarde!r}.")
        if isinstance(self.waarde, float | Decimal) and not Decimal(self.waarde).is_finite():
            raise OngeldigeTabel(f"Een cel bevat een eindig getal of niets: {self.waarde!r}.")


@dataclass(frozen=True)
class Rij:
    """A row; of a total, `optelling` says which rows (counted from 0) it adds, each with its sign (1 or -1).

    It says how the total is meant, not that it is: a document prints totals that differ from their parts by a rounding.
    """

    cellen: tuple[Cel, ...]
    soort: Literal["gewoon", "totaal", "tussenkop"] = "gewoon"
    optelling: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Tabel:
    """A table as page, download and workbook show it.

    `sleutel` is its file name without extension; `bronnen` names documents and feeds in words; `waarschuwingen` are
    whole sentences that stand wherever the table stands. Raises OngeldigeTabel where rows do not fit the columns.
    """

    sleutel: str
    titel: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]
    eenheid: str | None = None
    toelichting: str | None = None
    bronnen: tuple[str, ...] = ()
    synthetisch: bool = False
    waarschuwingen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.sleutel):
            raise OngeldigeTabel(f"'{self.sleutel}' kan geen bestandsnaam zijn.")
        sleutels = [kolom.sleutel for kolom in self.kolommen]
        if len(sleutels) != len(set(sleutels)) or not sleutels:
            raise OngeldigeTabel(f"{self.sleutel}: elke kolom heeft een eigen sleutel: {sleutels}.")
        for nummer, rij in enumerate(self.rijen):
            self._past(nummer, rij)

    def _past(self, nummer: int, rij: Rij) -> None:
        waar = f"{self.sleutel}, rij {nummer}"
        if len(rij.cellen) != len(self.kolommen):
            raise OngeldigeTabel(f"{waar}: {len(rij.cellen)} cellen bij {len(self.kolommen)} kolommen.")
        for kolom, cel in zip(self.kolommen, rij.cellen, strict=True):
            if cel.waarde is not None and not isinstance(cel.waarde, _TYPEN[kolom.soort]):
                raise OngeldigeTabel(f"{waar}: {cel.waarde!r} past niet in kolom '{kolom.sleutel}' ({kolom.soort}).")
        if rij.optelling and rij.soort != "totaal":
            raise OngeldigeTabel(f"{waar}: alleen een totaal telt andere rijen op.")
        for deel, teken in rij.optelling:
            if not 0 <= deel < len(self.rijen) or deel == nummer or teken not in {1, -1}:
                raise OngeldigeTabel(f"{waar}: telt rij {deel} op met teken {teken}.")


def duizend(euro: Decimal | None) -> Decimal | None:
    """Euros in thousands of euros, exactly."""
    return None if euro is None else euro.scaleb(-3)
