"""The tables of a goal's page: its indicators at a glance, and its actions.

Belongs here: rows per indicator and per action. Does not belong here: what the goal costs (`financien`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reporting.rapport import cellen
from reporting.rapport.blad import Blad, Stand
from reporting.rapport.bronnen import Bronnen
from reporting.rapport.cellen import tekst, uitsplitsing, woord
from reporting.rapport.doelen import Knoop
from reporting.rapport.kaderrijen import Actie, Document
from reporting.rapport.rijen import TOTAAL
from reporting.tabel.model import Cel, Herkomst, Kolom, Rij, Tabel

LEGENDA = (
    "loopt achter, bijsturing heeft onvoldoende effect",
    "loopt achter, bijsturing mogelijk",
    "conform verwachting",
    "boven verwachting",
    "neutrale wijziging",
)
"""The five states of an action, as the legend of the annual account has them."""

_MOMENTEN = ("TR", "JR")


def indicatoren(knoop: Knoop) -> Tabel | None:
    """Each indicator of the goal: its newest figure, its target and what came of it."""
    kolommen = (
        Kolom("indicator", "Indicator", "tekst"),
        Kolom("eenheid", "Eenheid", "tekst"),
        Kolom("jaar", "Jaar", "jaar"),
        Kolom("realisatie", "Realisatie", "getal"),
        Kolom("streefjaar", "Streefjaar", "jaar"),
        Kolom("streefwaarde", "Streefwaarde", "getal"),
        Kolom("oordeel", "Oordeel", "tekst"),
        Kolom("status", "Status", "tekst"),
    )
    eigen = _rijen(blad for blad in knoop.bladen if blad.is_indicator)
    delen = _rijen(blad for blad in knoop.bladen if not blad.is_indicator)
    if not eigen and not delen:
        return None
    kop = (Rij((Cel("Cijfers waaruit indicatoren zijn opgebouwd"), *(Cel() for _ in kolommen[1:])), "tussenkop"),)
    rijen = (*eigen, *(kop if delen else ()), *delen)
    return Tabel(
        sleutel=f"doel-{knoop.bestand}-indicatoren",
        titel=f"{knoop.doel.naam}: indicatoren",
        kolommen=kolommen,
        rijen=rijen,
        bronnen=tuple(dict.fromkeys(bron for blad in knoop.bladen for bron in blad.bronnamen)),
        synthetisch=any(blad.synthetisch for blad in knoop.bladen),
        waarschuwingen=tuple(dict.fromkeys(zin for blad in knoop.bladen for zin in blad.waarschuwingen)),
    )


def _rijen(bladen: Iterable[Blad]) -> tuple[Rij, ...]:
    return tuple(Rij(_rij(blad, stand)) for blad in bladen for stand in blad.standen())


def _rij(blad: Blad, stand: Stand) -> tuple[Cel, ...]:
    naam = blad.indicator.naam
    if stand.uitsplitsing != TOTAAL:
        naam = f"{naam}: {uitsplitsing(stand.uitsplitsing)}"
    bron = Herkomst("indicatoren.dim_indicator", {"indicator_code": blad.code}, blad.pagina)
    noot = " ".join(blad.waarschuwingen) or None
    return (
        Cel(naam, herkomst=bron, kanttekening=noot),
        tekst(blad.indicator.eenheid),
        Cel(stand.cijfer.jaar if stand.cijfer else None),
        cellen.waarde(blad, stand.cijfer),
        Cel(stand.score.jaar if stand.score else None),
        cellen.doelwaarde(blad, stand.score),
        Cel(oordeel=woord(stand.oordeel)),
        tekst(woord(stand.cijfer.status) if stand.cijfer else None),
    )


def acties(knoop: Knoop, documenten: Mapping[str, Document], bronnen: Bronnen) -> tuple[Tabel, ...]:
    """Per document its actions, with their state at each moment it reports on."""
    codes = dict.fromkeys(actie.document_code for actie in knoop.acties)
    return tuple(
        _acties(knoop, documenten[code], bronnen, [a for a in knoop.acties if a.document_code == code])
        for code in codes
    )


def _acties(knoop: Knoop, document: Document, bronnen: Bronnen, acties: list[Actie]) -> Tabel:
    momenten = [m for m in _MOMENTEN if any(a.moment == m for a in acties)]
    per_actie: dict[tuple[str, str], dict[str | None, Actie]] = {}
    for actie in acties:
        per_actie.setdefault((actie.nummer, actie.actie), {})[actie.moment] = actie
    rijen = tuple(
        Rij((Cel(nummer), Cel(naam), *(_staat(gemeld.get(m)) for m in momenten)))
        for (nummer, naam), gemeld in per_actie.items()
    )
    return Tabel(
        sleutel=f"doel-{knoop.bestand}-acties-{document.document_code}",
        titel=f"{knoop.doel.naam}: acties volgens {document.naam}",
        kolommen=(
            Kolom("nummer", "Nr.", "code"),
            Kolom("actie", "Actie", "tekst"),
            *(Kolom(m.lower(), f"{m}{document.jaar % 100:02d}", "tekst") for m in momenten),
        ),
        rijen=rijen,
        toelichting=f"Legenda: {'; '.join(LEGENDA)}." if momenten else "Aangekondigd; er is nog niet over gemeld.",
        bronnen=(document.naam,),
        synthetisch=any(actie.synthetisch for actie in acties),
        waarschuwingen=bronnen.van_leveringen(_leveringen(acties), knoop.gemeente.gemeente_code),
    )


def _leveringen(acties: Iterable[Actie]) -> Iterable[str]:
    return (actie.levering_id for actie in acties)


def _staat(actie: Actie | None) -> Cel:
    if actie is None:
        return Cel()
    return Cel(oordeel=actie.status, kanttekening=actie.toelichting)
