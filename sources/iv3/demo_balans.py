"""The made-up balance sheet that goes with a report, so that it keeps its books in order.

Belongs here: what happens on the balance because of what stands under the taakvelden, and where the money for it comes
from. Does not belong here: the taakvelden (`demo_rekening`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.iv3.demo_rekening import RESERVES, RESULTAAT, lees, verdeel

if TYPE_CHECKING:
    from sources.iv3.demo_rekening import Cellen, Rekening, Totaal

RESULTAAT_OP_DE_BALANS = "P114"
_ALGEMENE_RESERVE, _BESTEMMINGSRESERVES, _VOORZIENINGEN = "P111", "P112", "P12"
_LENINGEN, _SCHATKIST = "P133", "A225a"
_RESULTAAT_VORIG_JAAR = 12  # euros per inhabitant
_INVESTERING_BOVEN_AFSCHRIJVING = 1.1
_AFLOSSING = 0.08  # part of the loans that is paid back in a year


@dataclass(frozen=True)
class Balans:
    """Changes per balance code and category, and what stood there on the first and the last day, in whole euros."""

    lasten: Cellen
    baten: Cellen
    primo: dict[str, int]
    ultimo: dict[str, int]


def maak_balans(rekening: Rekening, totaal: Totaal) -> Balans:
    """The balance sheet of a report: assets equal liabilities on both days."""
    primo = _primo(totaal)
    lasten, baten = _mutaties(rekening, primo)
    saldo = Counter[str]()
    for (code, _), bedrag in lasten.items():
        saldo[code] += bedrag
    for (code, _), bedrag in baten.items():
        saldo[code] -= bedrag
    ultimo = {code: stand + (saldo[code] if code.startswith("A") else -saldo[code]) for code, stand in primo.items()}
    return Balans(lasten, baten, primo, ultimo)


def _primo(totaal: Totaal) -> dict[str, int]:
    """The first day: loans pay for what own means do not."""
    stand = {
        rij["balanscode"]: int(rij["primo_per_inwoner"]) * totaal.inwoners
        for rij in lees("balans.csv")
        if rij["primo_per_inwoner"]
    }
    stand[RESULTAAT_OP_DE_BALANS] = _RESULTAAT_VORIG_JAAR * totaal.inwoners
    stand[_LENINGEN] = sum(bedrag if code.startswith("A") else -bedrag for code, bedrag in stand.items())
    return stand


def _mutaties(rekening: Rekening, primo: dict[str, int]) -> tuple[Cellen, Cellen]:
    afschrijving, dotatie = rekening.som("7.3"), rekening.som("7.2")
    vorig = primo[RESULTAAT_OP_DE_BALANS]
    aflossing = round(_AFLOSSING * primo[_LENINGEN])
    lasten = _over_activa(round(_INVESTERING_BOVEN_AFSCHRIJVING * afschrijving), "deel_van_investeringen", "3.8")
    lasten |= {
        (_BESTEMMINGSRESERVES, "7.1"): rekening.baten[RESERVES, "7.1"],
        (RESULTAAT_OP_DE_BALANS, "7.5"): vorig,
        (_VOORZIENINGEN, "3.8"): dotatie // 2,
        (_LENINGEN, "6.1"): aflossing,
    }
    baten = _over_activa(afschrijving, "deel_van_afschrijvingen", "7.3")
    baten |= {
        (_BESTEMMINGSRESERVES, "7.1"): rekening.lasten[RESERVES, "7.1"],
        (RESULTAAT_OP_DE_BALANS, "7.1"): rekening.lasten.get((RESULTAAT, "7.1"), 0),
        (_ALGEMENE_RESERVE, "7.5"): vorig,
        (_VOORZIENINGEN, "7.2"): dotatie,
        (_LENINGEN, "6.1"): aflossing,
    }
    # What the other changes cost or bring goes through the account at the treasury.
    over = sum(baten.values()) - sum(lasten.values())
    (lasten if over > 0 else baten)[_SCHATKIST, "6.1"] = abs(over)
    return _gevuld(lasten), _gevuld(baten)


def _over_activa(bedrag: int, deel: str, categorie: str) -> Cellen:
    delen = {rij["balanscode"]: float(rij[deel]) for rij in lees("balans.csv")}
    bedragen = verdeel(bedrag, np.array(list(delen.values()))).tolist()
    return {(code, categorie): waarde for code, waarde in zip(delen, bedragen, strict=True)}


def _gevuld(cellen: Cellen) -> Cellen:
    return {cel: bedrag for cel, bedrag in cellen.items() if bedrag}
