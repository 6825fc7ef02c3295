"""What changed for the worse or the better since somebody was last told.

Belongs here: the comparison of how things stand with what was told, as pure values. Does not belong here: reading how
things stand (`orchestration.signal_state`), wording it (`reporting.message`), or remembering what was told
(`orchestration.signals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Self

LADING = "lading"
"""The `soort` of the load itself."""


class Rang(IntEnum):
    """How bad a state is. What is no worse than a warning leaves everything in order."""

    GOED = 0
    WAARSCHUWING = 1
    DEELS = 2
    TE_LAAT = 3
    ONTBREEKT = 4
    KAPOT = 5
    NIETS_GEPUBLICEERD = 6


@dataclass(frozen=True)
class Zaak:
    """Something that can be in order or not: a feed, a domain, a warning, the load itself.

    `sleutel` names it for ever, `naam` for people. `zin` says why it is as it is; that it is worded differently today
    is no news. `voorvallen` are what happened to it, each once and for ever, with a sentence: a delivery that was
    rejected. A new one is news for the worse, also where the state stays the same.
    """

    sleutel: str
    soort: str
    naam: str
    rang: Rang
    toestand: str
    zin: str
    voorvallen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gemeld:
    """What is remembered of something that was told."""

    soort: str
    naam: str
    rang: int
    toestand: str
    voorvallen: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "voorvallen": sorted(self.voorvallen)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        return cls(**{**document, "voorvallen": frozenset(document["voorvallen"])})


Herinnering = Mapping[str, Gemeld]
"""What was told, by `sleutel`."""


@dataclass(frozen=True)
class Melding:
    """One line of news. `was` is the state that was told before, None where nothing was."""

    soort: str
    naam: str
    toestand: str
    was: str | None
    zinnen: tuple[str, ...]


@dataclass(frozen=True)
class Nieuws:
    """What there is to tell. `eerste` says that nobody was told anything before, `hersteld` that everything is in order
    again; `open` is what is not in order now."""

    slechter: tuple[Melding, ...]
    beter: tuple[Melding, ...]
    open: tuple[Zaak, ...]
    eerste: bool = False
    hersteld: bool = False

    @property
    def is_er(self) -> bool:
        return bool(self.eerste or self.slechter or self.beter)

    @property
    def in_orde(self) -> bool:
        """Whether nothing is worse than a warning."""
        return all(zaak.rang <= Rang.WAARSCHUWING for zaak in self.open)


def to_remember(now: Iterable[Zaak]) -> dict[str, Gemeld]:
    """What to remember once this was told; of what is in order and never was otherwise there is nothing to remember."""
    return {
        zaak.sleutel: Gemeld(zaak.soort, zaak.naam, int(zaak.rang), zaak.toestand, frozenset(zaak.voorvallen))
        for zaak in now
        if zaak.rang or zaak.voorvallen
    }


def news(told: Herinnering | None, now: Iterable[Zaak]) -> Nieuws:
    """Compare how things stand with what was told; `told` is None where nothing ever was."""
    stand = sorted(now, key=lambda zaak: (-zaak.rang, zaak.sleutel))
    still_open = tuple(zaak for zaak in stand if zaak.rang)
    if told is None:
        return Nieuws((), (), still_open, eerste=True)
    worse = [melding for zaak in stand if (melding := _worse(told.get(zaak.sleutel), zaak))]
    better = [melding for zaak in stand if (melding := _better(told.get(zaak.sleutel), zaak))]
    here = {zaak.sleutel for zaak in stand}
    better += [_gone(told[key]) for key in sorted(told.keys() - here) if told[key].rang]
    was_wrong = any(before.rang > Rang.WAARSCHUWING for before in told.values())
    outcome = Nieuws(tuple(worse), tuple(better), still_open)
    return Nieuws(outcome.slechter, outcome.beter, outcome.open, hersteld=was_wrong and outcome.in_orde)


def _worse(before: Gemeld | None, zaak: Zaak) -> Melding | None:
    was = before.rang if before else Rang.GOED
    happened = [zaak.voorvallen[key] for key in sorted(zaak.voorvallen.keys() - (before.voorvallen if before else ()))]
    if zaak.rang > was:
        return Melding(zaak.soort, zaak.naam, zaak.toestand, before.toestand if before else None, (zaak.zin,))
    if zaak.rang == was and happened:
        return Melding(zaak.soort, zaak.naam, zaak.toestand, zaak.toestand, tuple(happened))
    return None


def _better(before: Gemeld | None, zaak: Zaak) -> Melding | None:
    if before is None or zaak.rang >= before.rang:
        return None
    return Melding(zaak.soort, zaak.naam, zaak.toestand, before.toestand, (zaak.zin,))


def _gone(before: Gemeld) -> Melding:
    return Melding(before.soort, before.naam, "voorbij", before.toestand, ())
