"""What the judgement of small numbers is about: figures, the counts they are made of, and the policy.

Belongs here: values without behaviour of their own. Does not belong here: rules (`verberg`, `tellingen`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TOTAAL = "totaal"
STANDAARD_DREMPEL = 10
"""For an indicator that nobody gave a threshold of its own, or said to need none: the smallest count that the national
tables on care show."""

Telling = tuple[str, str, str, int]
"""A count that figures are made of: gemeente_code, component, uitsplitsing and jaar. Figures that share a component
share the count, so what hides it in one hides it in all."""
Cijfersleutel = tuple[str, str, int, str, int]
"""gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar."""
Versie = tuple[str, int]
"""indicator_code and definitie_versie."""


@dataclass(frozen=True)
class Cijfer:
    """A row of fct_indicator. Times are naive UTC; `bekend_tot` is None where this is what we know now."""

    gemeente_code: str
    indicator_code: str
    definitie_versie: int
    uitsplitsing: str
    jaar: int
    teller: float | None
    noemer: float | None
    waarde: float | None
    eenheid: str
    bekend_vanaf: datetime
    bekend_tot: datetime | None = None

    @property
    def sleutel(self) -> Cijfersleutel:
        return (self.gemeente_code, self.indicator_code, self.definitie_versie, self.uitsplitsing, self.jaar)

    @property
    def versie(self) -> Versie:
        return (self.indicator_code, self.definitie_versie)


@dataclass(frozen=True)
class Component:
    """A row of fct_component: a count, or a sum such as days or hours, from which figures are computed."""

    telling: Telling
    waarde: float | None
    bekend_vanaf: datetime
    bekend_tot: datetime | None = None


@dataclass(frozen=True)
class Formule:
    """A row of dim_formule: which components a figure is computed from. A term is a component and its uitsplitsing."""

    versie: Versie
    uitsplitsing: str
    teller: tuple[str, str]
    noemer: tuple[str, str] | None = None
    noemer_constante: float | None = None
    aftrek: tuple[tuple[str, str], ...] = ()
    jaar_van: int | None = None
    jaar_tot: int | None = None

    def geldt_in(self, jaar: int) -> bool:
        return (self.jaar_van or jaar) <= jaar <= (self.jaar_tot or jaar)


@dataclass(frozen=True)
class Som:
    """`totaal` is the sum of `delen`: whoever knows all but one of these counts knows that one."""

    totaal: Telling
    delen: tuple[Telling, ...]

    @property
    def cellen(self) -> tuple[Telling, ...]:
        return (self.totaal, *self.delen)


def uitleg(drempel: int) -> str:
    """The sentence for a reader. The same for a count that is too small and for one that would give it away: which of
    the two it is narrows down what is hidden."""
    return f"Niet getoond: minder dan {drempel}, of een cijfer waaruit zo'n klein aantal te berekenen is."
