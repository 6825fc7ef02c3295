"""Everything the pages show, put together from the tables.

Belongs here: joining rows by their keys. Does not belong here: reading them (`read`), or what follows for the
controller (`verdict`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from reporting.dashboard import rows
from reporting.dashboard.read import Tabellen
from reporting.dashboard.rows import Feed, Regel, Sleutel, Uitslag
from reporting.dashboard.state import (
    LANDELIJK,
    Feedstand,
    Gemeld,
    Indicatorlink,
    Indicatorstand,
    Regelstand,
    Stand,
)

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Overzicht:
    """All feeds, indicators and warnings of one night. `standen` are worst first."""

    standen: tuple[Stand, ...]
    feeds: tuple[Feedstand, ...]
    indicatoren: tuple[Indicatorstand, ...]
    gemeld: tuple[Gemeld, ...]
    aanvaard: dict[str, rows.Aanvaarding]
    ontbreekt: frozenset[str]

    @property
    def zonder_stand(self) -> tuple[Feed, ...]:
        """Feeds that have a contract, and from whom nobody expects or ever got anything."""
        return tuple(feedstand.feed for feedstand in self.feeds if not feedstand.standen)


def maak_overzicht(tabellen: Tabellen) -> Overzicht:
    """Join the tables."""
    return _Samensteller(tabellen).overzicht()


def _per(items: Iterable[T], sleutel: Callable[[T], K]) -> dict[K, list[T]]:
    groepen: dict[K, list[T]] = defaultdict(list)
    for item in items:
        groepen[sleutel(item)].append(item)
    return groepen


class _Samensteller:
    """The tables with an index on each, for as long as it takes to join them."""

    def __init__(self, tabellen: Tabellen) -> None:
        self._tabellen = tabellen
        self._namen = {g.gemeente_code: g.naam for g in tabellen.gemeenten}
        self._feeds = {feed.sleutel: feed for feed in tabellen.feeds}
        genoemd = [(rij.bron, rij.feed) for rij in tabellen.bronstatus]
        genoemd += [(rij.bron, rij.feed) for rij in tabellen.indicatorfeeds]
        for sleutel in genoemd:
            self._feeds.setdefault(sleutel, Feed(*sleutel))
        self._regels = {regel.controle_id: regel for regel in tabellen.regels}
        self._verbandfeeds = _per(tabellen.verbandfeeds, lambda v: v.controle_id)
        self._indicatoren = {i.indicator_code: i.naam for i in tabellen.indicatoren}
        self._gemeld = tuple(self._melding(waarschuwing) for waarschuwing in tabellen.waarschuwingen)

    def overzicht(self) -> Overzicht:
        standen = self._standen()
        return Overzicht(
            standen=standen,
            feeds=self._feedstanden(standen),
            indicatoren=self._indicatorstanden(standen),
            gemeld=self._gemeld,
            aanvaard={a.levering_id: a for a in self._tabellen.aanvaardingen},
            ontbreekt=self._tabellen.ontbreekt,
        )

    def _gemeente(self, code: str) -> str:
        return self._namen.get(code) or ("Nederland" if code.startswith(LANDELIJK) else code)

    def _melding(self, waarschuwing: rows.Waarschuwing) -> Gemeld:
        regel = self._regels.get(waarschuwing.controle_id)
        sleutels = [(v.bron, v.feed) for v in self._verbandfeeds.get(waarschuwing.controle_id, [])]
        sleutels = sleutels or [(waarschuwing.bron, waarschuwing.feed)]
        return Gemeld(
            waarschuwing,
            waarschuwing.reden or (regel.omschrijving if regel else waarschuwing.regel),
            tuple(self._feeds.setdefault(sleutel, Feed(*sleutel)) for sleutel in sleutels),
            self._gemeente(waarschuwing.gemeente_code) if waarschuwing.gemeente_code else None,
        )

    def _standen(self) -> tuple[Stand, ...]:
        sleutel: Callable[[rows.Levering | rows.Quarantainepost | rows.Verschil], tuple[str, str, str]]
        sleutel = lambda rij: (rij.bron, rij.feed, rij.gemeente_code)  # noqa: E731 - one key for three tables
        leveringen = _per(self._tabellen.leveringen, sleutel)
        quarantaine = _per(self._tabellen.quarantaine, sleutel)
        verschillen = _per(self._tabellen.verschillen, sleutel)
        links = _per(self._tabellen.indicatorfeeds, lambda i: (i.bron, i.feed, i.gemeente_code))
        landelijk = _per(self._tabellen.indicatorfeeds, lambda i: (i.bron, i.feed))
        meldingen = self._meldingen_per_stand()
        return tuple(
            Stand(
                status=status,
                feed=self._feeds[status.bron, status.feed],
                gemeente=self._gemeente(status.gemeente_code),
                leveringen=tuple(leveringen[status.bron, status.feed, status.gemeente_code]),
                quarantaine=tuple(quarantaine[status.bron, status.feed, status.gemeente_code]),
                verschillen=tuple(verschillen[status.bron, status.feed, status.gemeente_code]),
                gemeld=tuple(
                    self._gemeld[plek]
                    for plek in sorted(
                        meldingen[status.bron, status.feed, None]
                        + meldingen[status.bron, status.feed, status.gemeente_code]
                    )
                ),
                indicatoren=tuple(
                    self._link(link)
                    for link in (
                        landelijk[status.bron, status.feed]
                        if status.gemeente_code.startswith(LANDELIJK)
                        else links[status.bron, status.feed, status.gemeente_code]
                    )
                ),
            )
            for status in self._tabellen.bronstatus
        )

    def _meldingen_per_stand(self) -> dict[tuple[str, str, str | None], list[int]]:
        """The places of the warnings about a feed of a municipality; those without one are about all of the feed's."""
        plekken: dict[tuple[str, str, str | None], list[int]] = defaultdict(list)
        for plek, melding in enumerate(self._gemeld):
            for sleutel in {feed.sleutel for feed in melding.feeds}:
                plekken[*sleutel, melding.waarschuwing.gemeente_code].append(plek)
        return plekken

    def _link(self, rij: rows.Indicatorfeed) -> Indicatorlink:
        naam = self._indicatoren.get(rij.indicator_code, rij.indicator_code)
        return Indicatorlink(rij.gemeente_code, self._gemeente(rij.gemeente_code), rij.indicator_code, naam)

    def _feedstanden(self, standen: tuple[Stand, ...]) -> tuple[Feedstand, ...]:
        per_feed = _per(standen, lambda stand: stand.feed.sleutel)
        uitslagen = _per(self._tabellen.uitslagen, lambda u: (u.bron, u.feed))
        verbanduitslagen = _per(self._tabellen.uitslagen, lambda u: u.controle_id)
        verbanden = _per(self._tabellen.verbandfeeds, lambda v: (v.bron, v.feed))
        voorbeelden = _per(self._tabellen.verbandvoorbeelden, lambda v: v.controle_id)
        bekend = {(stand.feed.sleutel, stand.status.gemeente_code) for stand in standen}
        elders = _per(
            (rij for rij in self._tabellen.leveringen if ((rij.bron, rij.feed), rij.gemeente_code) not in bekend),
            lambda levering: (levering.bron, levering.feed),
        )
        return tuple(
            Feedstand(
                feed,
                tuple(per_feed[sleutel]),
                self._regelstanden(sleutel, uitslagen[sleutel]),
                tuple(
                    self._verband(v.controle_id, verbanduitslagen[v.controle_id], voorbeelden[v.controle_id])
                    for v in verbanden[sleutel]
                ),
                tuple(elders[sleutel]),
            )
            for sleutel, feed in sorted(self._feeds.items())
        )

    def _regelstanden(self, sleutel: Sleutel, uitslagen: list[Uitslag]) -> tuple[Regelstand, ...]:
        """The rules of the contract, and whatever else was checked of the feed."""
        regels = {
            regel.controle_id: regel
            for regel in self._tabellen.regels
            if regel.bron == sleutel[0] and regel.feed in {None, sleutel[1]} and not _is_verband(regel.controle_id)
        }
        gedaan = _per((u for u in uitslagen if not _is_verband(u.controle_id)), lambda u: u.controle_id)
        for controle_id, van_regel in gedaan.items():
            regels.setdefault(controle_id, _regel_van(van_regel[0]))
        standen = [Regelstand(regel, self._per_gemeente(gedaan[naam])) for naam, regel in regels.items()]
        return tuple(sorted(standen, key=lambda stand: stand.volgorde))

    def _per_gemeente(self, uitslagen: list[Uitslag]) -> tuple[tuple[str | None, Uitslag], ...]:
        return tuple((self._gemeente(u.gemeente_code) if u.gemeente_code else None, u) for u in uitslagen)

    def _verband(
        self, controle_id: str, uitslagen: list[Uitslag], voorbeelden: list[rows.Verbandvoorbeeld]
    ) -> Regelstand:
        naam = controle_id.partition(".")[2]
        regel = self._regels.get(controle_id) or Regel(
            controle_id, "", None, "verband", None, naam, "waarschuwing", f"Verband {naam}."
        )
        return Regelstand(
            regel,
            self._per_gemeente(uitslagen[:1]),
            tuple((self._gemeente(voorbeeld.gemeente_code), voorbeeld) for voorbeeld in voorbeelden),
        )

    def _indicatorstanden(self, standen: tuple[Stand, ...]) -> tuple[Indicatorstand, ...]:
        rustend = _per(
            ((stand, link) for stand in standen for link in stand.indicatoren),
            lambda paar: (paar[0].feed.sleutel, paar[1]),
        )
        cijfers = {(c.gemeente_code, c.indicator_code): c for c in self._tabellen.indicatorstanden}
        sprongen = _per(self._tabellen.indicatorsprongen, lambda s: (s.gemeente_code, s.indicator_code))
        per_indicator = _per(self._tabellen.indicatorfeeds, self._link)
        out = []
        for link, koppelingen in per_indicator.items():
            sleutels = [(k.bron, k.feed) for k in koppelingen]
            van = {s: [stand for stand, _ in rustend[s, link]] for s in sleutels}
            out.append(
                Indicatorstand(
                    link,
                    tuple(stand for gevonden in van.values() for stand in gevonden),
                    tuple(self._feeds[s] for s, gevonden in van.items() if not gevonden),
                    cijfers.get((link.gemeente_code, link.code)),
                    tuple(sprongen[link.gemeente_code, link.code]),
                )
            )
        return tuple(sorted(out, key=lambda i: (i.link.gemeente, i.link.naam, i.link.code)))


def _is_verband(controle_id: str) -> bool:
    return controle_id.startswith("verband.")


def _regel_van(uitslag: Uitslag) -> Regel:
    """A rule that no contract names: what its result says of it."""
    return Regel(
        uitslag.controle_id,
        uitslag.bron or "",
        uitslag.feed,
        None,
        uitslag.kolom,
        uitslag.regel,
        uitslag.ernst,
        uitslag.reden or f"Regel {uitslag.regel}.",
    )
