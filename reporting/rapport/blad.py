"""All that is known of one indicator in one municipality, put together.

Belongs here: which rows belong to which indicator, and what follows from them as a whole (the newest definition, the
stand at a glance, what its feeds warn of). Does not belong here: the tables that a page shows (`indicatortabellen`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reporting.rapport import kaderrijen, rijen
from reporting.rapport.bronnen import Bronnen
from reporting.rapport.kaderrijen import Indicator
from reporting.rapport.lezen import Tabellen
from reporting.rapport.rijen import TOTAAL
from reporting.rapport.samen import per, slug

_GEEN_CIJFERS = frozenset({"financieel", "telling"})
"""Kinds of indicator that have no series of their own: only what documents print of them is followed."""


@dataclass(frozen=True)
class Stand:
    """One target or figure judged at a glance: the newest year that has both, else the newest that has a figure."""

    uitsplitsing: str
    cijfer: rijen.Cijfer | None
    score: rijen.Score | None
    oordeel: str


@dataclass(frozen=True)
class Blad:
    """An indicator in a municipality. `versies` are the definitions that count here, the newest first."""

    gemeente: kaderrijen.Gemeente
    versies: tuple[Indicator, ...]
    cijfers: tuple[rijen.Cijfer, ...]
    streefwaarden: tuple[rijen.Streefwaarde, ...]
    scores: tuple[rijen.Score, ...]
    gedrukt: tuple[rijen.Gedrukt, ...]
    breuken: tuple[kaderrijen.Breuk, ...]
    vergelijkingen: tuple[rijen.Vergelijking, ...]
    onderdelen: tuple[rijen.Onderdeel, ...]
    feeds: tuple[kaderrijen.Feedlink, ...]
    bronnen: Bronnen
    documenten: Mapping[str, str]

    @property
    def indicator(self) -> Indicator:
        return self.versies[0]

    @property
    def code(self) -> str:
        return self.indicator.indicator_code

    @property
    def is_indicator(self) -> bool:
        """Whether the documents count it as an indicator, rather than as a part of one or an amount."""
        return self.indicator.soort == "indicator"

    @property
    def pagina(self) -> str:
        """Its page, from the root of the report."""
        return f"{slug(self.gemeente.naam)}/indicator/{self.code}.html"

    @property
    def bronnamen(self) -> tuple[str, ...]:
        """Its sources as its definition names them."""
        return tuple(naam.strip() for naam in (self.indicator.bronnen or "").split(";") if naam.strip())

    @property
    def nu(self) -> tuple[rijen.Cijfer, ...]:
        """The figures as known now."""
        return tuple(cijfer for cijfer in self.cijfers if cijfer.bekend_tot is None)

    @property
    def uitsplitsingen(self) -> tuple[str, ...]:
        """The breakdowns that have figures or targets, the whole first."""
        alle = {c.uitsplitsing for c in self.cijfers} | {s.uitsplitsing for s in self.scores}
        return tuple(sorted(alle, key=lambda naam: (naam != TOTAAL, naam)))

    @property
    def synthetisch(self) -> bool:
        return any(c.synthetisch for c in self.cijfers) or any(g.synthetisch for g in self.gedrukt)

    @property
    def waarschuwingen(self) -> tuple[str, ...]:
        """What must stand wherever a figure of it stands: its feeds that are not sound."""
        return self.bronnen.waarschuwingen((f.bron, f.feed, f.gemeente_code) for f in self.feeds)

    def versie_van(self, cijfer: rijen.Cijfer) -> Indicator:
        return next(v for v in self.versies if v.definitie_versie == cijfer.definitie_versie)

    def document(self, code: str | None) -> str:
        """The name of a document."""
        return self.documenten.get(code or "", code or "")

    def standen(self) -> tuple[Stand, ...]:
        """At a glance: the whole, and each breakdown that has a target of its own."""
        return tuple(
            self._stand(naam)
            for naam in self.uitsplitsingen
            if naam == TOTAAL or any(s.uitsplitsing == naam and s.streefwaarde is not None for s in self.scores)
        )

    def _stand(self, uitsplitsing: str) -> Stand:
        scores = {s.jaar: s for s in self.scores if s.uitsplitsing == uitsplitsing}
        nieuwste = self.indicator.definitie_versie
        cijfers = {c.jaar: c for c in self.nu if c.uitsplitsing == uitsplitsing and c.definitie_versie == nieuwste}
        cijfers = cijfers or {c.jaar: c for c in self.nu if c.uitsplitsing == uitsplitsing}
        beide = [jaar for jaar in cijfers if jaar in scores and scores[jaar].streefwaarde is not None]
        jaar = max(beide or cijfers, default=None)
        doel = (
            scores.get(jaar)
            if jaar in beide
            else next((s for s in reversed(scores.values()) if s.streefwaarde is not None), None)
        )
        oordeel = scores[jaar].oordeel if jaar is not None and jaar in scores else "geen_realisatie"
        if jaar not in beide and doel:
            oordeel = "geen_realisatie"
        if jaar is not None and jaar in scores and scores[jaar].onderdrukt:
            oordeel = "onderdrukt"
        return Stand(uitsplitsing, cijfers.get(jaar) if jaar is not None else None, doel, oordeel)


def bladen(tabellen: Tabellen) -> tuple[Blad, ...]:
    """The indicators of each municipality of which there is a figure, a target or a printed figure, or that its own
    goals name, in the order of their frameworks and goals."""
    return _Verzamelaar(tabellen).bladen()


class _Verzamelaar:
    def __init__(self, tabellen: Tabellen) -> None:
        sleutel: Callable[..., tuple[str, str]] = lambda rij: (rij.gemeente_code, rij.indicator_code)  # noqa: E731
        self._tabellen = tabellen
        self._versies = per(tabellen.indicatoren, lambda i: i.indicator_code)
        self._gemeente_van_doel = {d.doel_code: d.gemeente_code for d in tabellen.doelen}
        self._cijfers = per(tabellen.cijfers, sleutel)
        self._streefwaarden = per(tabellen.streefwaarden, sleutel)
        self._scores = per(tabellen.scores, sleutel)
        self._gedrukt = per(tabellen.gedrukt, sleutel)
        self._vergelijkingen = per(tabellen.vergelijkingen, sleutel)
        self._onderdelen = per(tabellen.onderdelen, sleutel)
        self._feeds = per(tabellen.feedlinks, sleutel)
        self._breuken = per(tabellen.breuken, lambda b: b.indicator_code)
        self._bronnen = Bronnen(tabellen.bronstanden, tabellen.leveringen)
        self._documenten = {d.document_code: d.naam for d in tabellen.documenten}

    def bladen(self) -> tuple[Blad, ...]:
        return tuple(
            self._blad(gemeente, code)
            for gemeente in self._tabellen.gemeenten
            for code in self._versies
            if self._van(gemeente.gemeente_code, code)
        )

    def _van(self, gemeente_code: str, code: str) -> bool:
        sleutel = (gemeente_code, code)
        if any(sleutel in bron for bron in (self._cijfers, self._streefwaarden, self._gedrukt)):
            return True
        eigen = (v for v in self._versies[code] if v.soort not in _GEEN_CIJFERS)
        return any(self._gemeente_van_doel.get(v.doel_code or "") == gemeente_code for v in eigen)

    def _blad(self, gemeente: kaderrijen.Gemeente, code: str) -> Blad:
        sleutel = (gemeente.gemeente_code, code)
        return Blad(
            gemeente=gemeente,
            versies=tuple(self._versies[code]),
            cijfers=tuple(self._cijfers.get(sleutel, ())),
            streefwaarden=tuple(self._streefwaarden.get(sleutel, ())),
            scores=tuple(self._scores.get(sleutel, ())),
            gedrukt=tuple(self._gedrukt.get(sleutel, ())),
            breuken=tuple(self._breuken.get(code, ())),
            vergelijkingen=tuple(self._vergelijkingen.get(sleutel, ())),
            onderdelen=tuple(self._onderdelen.get(sleutel, ())),
            feeds=tuple(self._feeds.get(sleutel, ())),
            bronnen=self._bronnen,
            documenten=self._documenten,
        )
