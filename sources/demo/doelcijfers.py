"""The figures that the demo's extracts must add up to.

Belongs here: reading `doelcijfers.csv`. Does not belong here: the figures themselves, which are data, nor how extracts
come to meet them.

Columns of the file: indicator_code, definitie_versie, uitsplitsing (`totaal` where there is none), jaar, maat (waarde,
teller, noemer:
the column of fct_indicator that it is about), waarde (as many decimals as must agree), herkomst (`gedrukt`: a
municipality printed it, in
the document document_code; `aannemelijk`: ours, plausible beside what was printed), volgnummer (filled where the figure
follows from
another delivery than the newest one), toelichting.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from sources.demo.tijd import JAREN

BESTAND = Path(__file__).with_name("doelcijfers.csv")


@dataclass(frozen=True)
class Doelcijfer:
    """One line of the file. `waarde` keeps the decimals in which it must agree."""

    indicator_code: str
    definitie_versie: int
    uitsplitsing: str
    jaar: int
    maat: str
    waarde: Decimal
    herkomst: str
    document_code: str
    volgnummer: int | None
    toelichting: str


@cache
def lees() -> tuple[Doelcijfer, ...]:
    """All lines of the file."""
    with BESTAND.open(encoding="utf-8", newline="") as file:
        return tuple(
            Doelcijfer(
                indicator_code=rij["indicator_code"],
                definitie_versie=int(rij["definitie_versie"]),
                uitsplitsing=rij["uitsplitsing"],
                jaar=int(rij["jaar"]),
                maat=rij["maat"],
                waarde=Decimal(rij["waarde"]),
                herkomst=rij["herkomst"],
                document_code=rij["document_code"],
                volgnummer=int(rij["volgnummer"]) if rij["volgnummer"] else None,
                toelichting=rij["toelichting"],
            )
            for rij in csv.DictReader(file)
        )


class Doelcijfers:
    """The targets of the newest deliveries, by what they are about."""

    def __init__(self) -> None:
        self._waarden = {
            (c.indicator_code, c.uitsplitsing, c.maat, c.definitie_versie, c.jaar): c.waarde
            for c in lees()
            if c.volgnummer is None
        }

    def waarde(
        self, indicator: str, jaar: int, uitsplitsing: str = "totaal", *, maat: str = "waarde", versie: int = 1
    ) -> Decimal:
        """One figure. Raises KeyError where there is no such line."""
        return self._waarden[(indicator, uitsplitsing, maat, versie, jaar)]

    def aantal(
        self, indicator: str, jaar: int, uitsplitsing: str = "totaal", *, maat: str = "waarde", versie: int = 1
    ) -> int:
        """One figure that is a count. Raises ValueError where it has decimals."""
        waarde = self.waarde(indicator, jaar, uitsplitsing, maat=maat, versie=versie)
        if waarde != int(waarde):
            raise ValueError(f"{indicator} {uitsplitsing} {jaar} is no count: {waarde}")
        return int(waarde)

    def aantallen(
        self, indicator: str, uitsplitsing: str = "totaal", *, maat: str = "waarde", versie: int = 1
    ) -> list[int]:
        """The counts of all years of the demo, in order."""
        return [self.aantal(indicator, jaar, uitsplitsing, maat=maat, versie=versie) for jaar in JAREN]
