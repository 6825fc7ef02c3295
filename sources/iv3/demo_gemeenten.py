"""Which municipalities and taakvelden there were, as the seeds say.

Belongs here: reading the seeds that the warehouse itself uses, so that the demo knows the same municipalities. Does not
belong here: what they spent (`demo_landelijk`).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from sources.demo.tijd import IntArray

_SEEDS = Path(__file__).parents[2] / "dbt_project" / "seeds"
_TOEVOEGING = re.compile(r" \([^()]*\)$")


@dataclass(frozen=True)
class Gemeenten:
    """The municipalities on one day, in the order of their codes, named as CBS prints them."""

    codes: list[str]
    namen: list[str]
    provincies: list[str]
    inwoners: IntArray

    def zonder(self, code: str) -> Gemeenten:
        """All but one."""
        over = [nummer for nummer, ander in enumerate(self.codes) if ander != code]
        return Gemeenten(
            [self.codes[nummer] for nummer in over],
            [self.namen[nummer] for nummer in over],
            [self.provincies[nummer] for nummer in over],
            self.inwoners[over],
        )


def gemeenten_op(dag: date) -> Gemeenten:
    """The municipalities of a day. Raises KeyError for one whose inhabitants nobody knows."""
    omvang = {rij["gemeente_code"]: int(rij["inwoners"]) for rij in _seed("financien/gemeenteomvang.csv")}
    provincie = {
        rij["gemeente_code"]: rij["naam"] for rij in _seed("indicatoren/gebied.csv") if rij["soort"] == "provincie"
    }
    toen = {
        rij["gemeente_code"]: rij["naam"]
        for rij in _seed("dim_gemeente.csv")
        if (rij["begindatum"] or "") <= dag.isoformat() < (rij["einddatum"] or "9999-12-31")
    }
    # What tells two of one name apart is only printed where there are two.
    kort = {code: _TOEVOEGING.sub("", naam) for code, naam in toen.items()}
    keren = Counter(kort.values())
    codes = sorted(toen)
    return Gemeenten(
        codes,
        [kort[code] if keren[kort[code]] == 1 else toen[code] for code in codes],
        [provincie.get(code, "") for code in codes],
        np.array([omvang[code] for code in codes]),
    )


def namen_van_taakvelden(jaar: int, codes: list[str]) -> dict[str, str]:
    """What these taakvelden are called in a boekjaar."""
    namen = {
        rij["taakveld_code"]: rij["naam"]
        for rij in _seed("financien/taakveld.csv")
        if int(rij["van_jaar"]) <= jaar <= int(rij["tot_jaar"] or 9999)
    }
    return {code: namen[code] for code in codes}


def _seed(bestand: str) -> list[dict[str, str]]:
    with (_SEEDS / bestand).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
