"""The seeds as they lie in the project: what is said there can be tested without a database.

Belongs here: reading a seed. Does not belong here: what must hold for it, which is in the tests.
"""

import csv
from functools import cache

from tests.dbt_project.wereld import PROJECT

Rij = dict[str, str]


@cache
def seed(naam: str, onderdeel: str = "indicatoren") -> tuple[Rij, ...]:
    """The rows of a seed, each cell as text; an empty cell is an empty text."""
    with (PROJECT / "seeds" / onderdeel / f"{naam}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def kolom(naam: str, kolomnaam: str, **waar: str) -> list[str]:
    """One column of the rows that have these values."""
    return [rij[kolomnaam] for rij in seed(naam) if all(rij[k] == v for k, v in waar.items())]
