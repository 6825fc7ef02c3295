"""Can the figures of today be used? What the controller reads first.

Belongs here: the verdict, its sentence, and which indicators it is about. Does not belong here: how a feed stands
(`state`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from reporting.dashboard.overview import Overzicht
from reporting.dashboard.run import Run
from reporting.dashboard.state import Indicatorlink, Stand
from reporting.site.notation import getal, opsomming, telling

KOPPELING = "indicatoren.brug_indicator_feed"
"""The table that says which figures rest on which feed; without it nobody can tell what is affected."""

BRUIKBAAR, VOORBEHOUD, NIET_BIJGEWERKT = "bruikbaar", "voorbehoud", "niet_bijgewerkt"

_DOMEINEN = {"indicatoren": "de indicatoren", "financien": "de financiën", "kwaliteit": "de kwaliteit"}


@dataclass(frozen=True)
class Geraakt:
    """The indicators of one municipality that rest on feeds with a reservation: how many, and per feed which."""

    gemeente: str
    aantal: int
    oorzaken: tuple[tuple[Stand, tuple[Indicatorlink, ...]], ...]


@dataclass(frozen=True)
class Oordeel:
    """The verdict. `zin` is the one sentence, `toelichting` what must be known beside it."""

    niveau: str
    zin: str
    toelichting: tuple[str, ...]
    geraakt: tuple[Geraakt, ...]


def oordeel(overzicht: Overzicht, run: Run) -> Oordeel:
    """Judge a night: old figures before doubtful ones before sound ones."""
    geraakt = _geraakt(overzicht)
    toelichting = tuple(_domeinzin(domein, run) for domein in run.oude_domeinen)
    if KOPPELING in overzicht.ontbreekt:
        toelichting += ("Welke indicatoren op welke feed rusten, is niet te zeggen: die tabel is nog nooit gebouwd.",)
    if run.oude_domeinen:
        namen = opsomming([_DOMEINEN.get(domein, f"het domein {domein}") for domein in run.oude_domeinen])
        return Oordeel(NIET_BIJGEWERKT, f"De cijfers van {namen} zijn vannacht niet bijgewerkt.", toelichting, geraakt)
    if any(stand.onder_voorbehoud for stand in overzicht.standen):
        return Oordeel(VOORBEHOUD, _zin_voorbehoud(overzicht, geraakt), toelichting, geraakt)
    aantal = len(overzicht.standen)
    alle = "er is nog geen enkele feed" if not aantal else f"alle {telling(aantal, 'feed is', 'feeds zijn')} in orde"
    return Oordeel(BRUIKBAAR, f"De cijfers van vandaag zijn bruikbaar: {alle}.", toelichting, ())


def _geraakt(overzicht: Overzicht) -> tuple[Geraakt, ...]:
    """Per municipality, the feeds with a reservation in the order of the table."""
    oorzaken: dict[str, list[tuple[Stand, tuple[Indicatorlink, ...]]]] = defaultdict(list)
    for stand in overzicht.standen:
        if stand.onder_voorbehoud:
            for gemeente in sorted({link.gemeente for link in stand.indicatoren}):
                links = tuple(link for link in stand.indicatoren if link.gemeente == gemeente)
                oorzaken[gemeente].append((stand, links))
    return tuple(
        Geraakt(gemeente, len({link.anker for _, links in van for link in links}), tuple(van))
        for gemeente, van in sorted(oorzaken.items())
    )


def _zin_voorbehoud(overzicht: Overzicht, geraakt: tuple[Geraakt, ...]) -> str:
    slecht = sum(not stand.goed for stand in overzicht.standen)
    twijfel = sum(stand.goed and stand.onder_voorbehoud for stand in overzicht.standen)
    delen = []
    if slecht:
        werkwoord = "is" if slecht == 1 else "zijn"
        delen.append(
            f"{getal(slecht)} van de {telling(len(overzicht.standen), 'feed', 'feeds')} {werkwoord} niet in orde"
        )
    if twijfel:
        delen.append(f"bij {telling(twijfel, 'feed', 'feeds')} staat een waarschuwing over de cijfers open")
    zin = f"De cijfers zijn bruikbaar met voorbehoud: {opsomming(delen)}."
    aantal = sum(van.aantal for van in geraakt)
    if KOPPELING in overzicht.ontbreekt:
        return zin
    if not aantal:
        return f"{zin} Er rust geen indicator op."
    rusten = "rust daarop" if aantal == 1 else "rusten daarop"
    return f"{zin} {telling(aantal, 'indicator', 'indicatoren')} {rusten}; de andere zijn bijgewerkt."


def _domeinzin(domein: str, run: Run) -> str:
    naam = _DOMEINEN.get(domein, f"het domein {domein}")
    mislukt = run.niet_gebouwd.get(domein)
    waardoor = f" (mislukt: {', '.join(mislukt)})" if mislukt else ""
    gevolg = (
        "de tabellen van een eerdere nacht staan er nog, en die zijn in zichzelf kloppend"
        if domein in run.overgenomen
        else "er zijn geen eerdere tabellen, dus ze ontbreken"
    )
    zin = f"{naam[0].upper()}{naam[1:]} konden niet worden gebouwd{waardoor}; {gevolg}."
    return f"{zin} De beheerder leest waarom in logs/nightly.log."
