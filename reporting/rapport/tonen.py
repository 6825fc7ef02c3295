"""Small numbers leave the rows before anything is made of them.

Belongs here: replacing what may not be shown by the sentence why, in every kind of row that could give it away. Does
not belong here: deciding what may be shown (`reporting.onderdrukking`).
"""

from __future__ import annotations

from dataclasses import replace

from reporting.onderdrukking import Onderdrukking
from reporting.rapport.lezen import Tabellen
from reporting.rapport.rijen import Cijfer, Gedrukt, Onderdeel, Score, Vergelijking


def toonbaar(tabellen: Tabellen, onderdrukking: Onderdrukking) -> Tabellen:
    """The same tables without the numbers that may not be shown. A remark goes with the number: it may repeat it."""
    return replace(
        tabellen,
        cijfers=tuple(_cijfer(rij, onderdrukking) for rij in tabellen.cijfers),
        scores=tuple(_score(rij, onderdrukking) for rij in tabellen.scores),
        gedrukt=tuple(_gedrukt(rij, onderdrukking) for rij in tabellen.gedrukt),
        vergelijkingen=tuple(_vergelijking(rij, onderdrukking) for rij in tabellen.vergelijkingen),
        onderdelen=tuple(_onderdeel(rij, onderdrukking) for rij in tabellen.onderdelen),
    )


def _cijfer(rij: Cijfer, onderdrukking: Onderdrukking) -> Cijfer:
    getoond = onderdrukking.rij(
        rij.gemeente_code, rij.indicator_code, rij.definitie_versie, rij.uitsplitsing, rij.jaar, rij.bekend_vanaf
    )
    return replace(
        rij,
        waarde=getoond.waarde,
        teller=getoond.teller,
        noemer=getoond.noemer,
        kanttekening=None if getoond.waarde_onderdrukt else rij.kanttekening,
        onderdrukt=getoond.waarde_onderdrukt,
        teller_onderdrukt=getoond.teller_onderdrukt,
        noemer_onderdrukt=getoond.noemer_onderdrukt,
    )


def _score(rij: Score, onderdrukking: Onderdrukking) -> Score:
    if rij.definitie_versie is None:
        return rij
    zin = onderdrukking.cijfer(rij.gemeente_code, rij.indicator_code, rij.definitie_versie, rij.uitsplitsing, rij.jaar)
    return replace(rij, realisatie=None, afwijking=None, oordeel="onderdrukt", onderdrukt=zin) if zin else rij


def _gedrukt(rij: Gedrukt, onderdrukking: Onderdrukking) -> Gedrukt:
    zin = onderdrukking.gedrukt(rij.levering_id, rij.rijnummer)
    if not zin:
        return rij
    return replace(
        rij, waarde_gedrukt="", gepubliceerd=None, berekend=None, verschil=None, toelichting=None, onderdrukt=zin
    )


def _vergelijking(rij: Vergelijking, onderdrukking: Onderdrukking) -> Vergelijking:
    zin = onderdrukking.cijfer(rij.gemeente_code, rij.indicator_code, rij.definitie_versie, rij.uitsplitsing, rij.jaar)
    return replace(rij, waarde=None, verschil=None, oordeel=None, onderdrukt=zin) if zin else rij


def _onderdeel(rij: Onderdeel, onderdrukking: Onderdrukking) -> Onderdeel:
    zin = onderdrukking.component(rij.gemeente_code, rij.component_code, rij.component_uitsplitsing, rij.jaar)
    return replace(rij, waarde=None, onderdrukt=zin) if zin else rij
