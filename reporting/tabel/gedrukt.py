"""Figures as a document prints them.

Belongs here: from printed characters (491.064, 268.686,00, 12,8*, 489 (31/5), n.n.b.) to a cell that shows just these
and still holds a number. Does not belong here: which document prints what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reporting.tabel.model import Cel, Herkomst

_GETAL = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|-?\d+(?:,\d+)?")


@dataclass(frozen=True)
class Gedrukt:
    """A printed number between what stands before and after it; `getal` has the characters of the number alone."""

    voor: str
    getal: str
    na: str

    @property
    def waarde(self) -> Decimal:
        """The number."""
        return Decimal(self.getal.replace(".", "").replace(",", "."))

    @property
    def decimalen(self) -> int:
        """How many decimals are printed."""
        return len(self.getal.partition(",")[2])

    @property
    def met_punten(self) -> bool:
        """Whether points are printed between thousands."""
        return "." in self.getal


def lees_gedrukt(tekst: str, waarde: float | Decimal | None = None) -> Gedrukt | None:
    """The number in printed characters: the one that equals `waarde`, or the first; None where there is none."""
    delen = [
        Gedrukt(tekst[: treffer.start()], treffer.group(), tekst[treffer.end() :]) for treffer in _GETAL.finditer(tekst)
    ]
    if waarde is not None:
        gezocht = Decimal(str(waarde))
        delen = [deel for deel in delen if deel.waarde == gezocht]
    return delen[0] if delen else None


def gedrukte_cel(
    tekst: str,
    waarde: float | Decimal | None = None,
    *,
    kanttekening: str | None = None,
    herkomst: Herkomst | None = None,
    oordeel: str | None = None,
) -> Cel:
    """A cell that shows these characters; its value is the number in them, or nothing where they are no number."""
    gelezen = lees_gedrukt(tekst, waarde)
    return Cel(
        gelezen.waarde if gelezen else None,
        decimalen=gelezen.decimalen if gelezen else None,
        kanttekening=kanttekening,
        herkomst=herkomst,
        oordeel=oordeel,
        gedrukt=tekst,
    )
