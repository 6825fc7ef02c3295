"""Feeds and deliveries: what a figure is made of, and whether that is sound.

Belongs here: finding the state of a feed, and the sentence that stands wherever its figures stand. Does not belong
here: judging a feed, which the published tables did.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reporting.rapport.kaderrijen import Bronstand, Levering
from reporting.site.notation import dag

GOED = "goed"
LANDELIJK = "NL"
"""What the code begins with of who delivers for all municipalities at once."""

_WAT = {
    "kapot": "is kapot",
    "ontbreekt": "ontbreekt: er is nog nooit een goede levering geweest",
    "te_laat": "is te laat",
    "deels": "is maar voor een deel geladen",
}

Feed = tuple[str, str, str]
"""Source, feed and the municipality that the figure is about."""


class Bronnen:
    """The feeds as they stand and every delivery, to be looked up."""

    def __init__(self, standen: Iterable[Bronstand], leveringen: Iterable[Levering]) -> None:
        self._standen = {(s.bron, s.feed, s.gemeente_code): s for s in standen}
        self._landelijk = {(s.bron, s.feed): s for s in self._standen.values() if s.gemeente_code.startswith(LANDELIJK)}
        self._leveringen = {levering.levering_id: levering for levering in leveringen}

    def stand(self, feed: Feed) -> Bronstand | None:
        """How a feed is doing for a municipality: its own, or the country's; None where it was never judged."""
        return self._standen.get(feed) or self._landelijk.get(feed[:2])

    def levering(self, levering_id: str | None) -> Levering | None:
        """A delivery by its id."""
        return self._leveringen.get(levering_id or "")

    def waarschuwingen(self, feeds: Iterable[Feed]) -> tuple[str, ...]:
        """A sentence per feed that is not sound, each once."""
        standen = {feed: self.stand(feed) for feed in feeds}
        return tuple(dict.fromkeys(waarschuwing(stand) for stand in standen.values() if stand and stand.status != GOED))

    def van_leveringen(self, levering_ids: Iterable[str | None], gemeente_code: str) -> tuple[str, ...]:
        """The same for the feeds that these deliveries came from."""
        leveringen = (self.levering(naam) for naam in levering_ids)
        return self.waarschuwingen(dict.fromkeys((lev.bron, lev.feed, gemeente_code) for lev in leveringen if lev))


def waarschuwing(stand: Bronstand) -> str:
    """The sentence that stands at every figure of a feed that is not sound."""
    return zin(stand.titel, stand.status, stand.reden, stand.sinds, stand.laatste_peildatum)


def zin(
    titel: str, status: str, reden: str | None, sinds: date | None = None, laatste_peildatum: date | None = None
) -> str:
    """What is the matter with a feed and why, since when and up to which peildatum it has figures, as far as known."""
    vanaf = f" sinds {dag(sinds)}" if sinds else ""
    tot = f" De cijfers gaan niet verder dan {dag(laatste_peildatum)}." if laatste_peildatum else ""
    return f"De bron {titel} {_WAT.get(status, status)}{vanaf}. {reden or ''}{tot}".strip()
