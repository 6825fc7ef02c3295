"""The judgement of the small numbers of a published set, read from its tables.

Belongs here: SQL, each table once. Does not belong here: rules.
"""

from __future__ import annotations

from typing import Any

import duckdb

from reporting.onderdrukking.gedrukt import Gedrukt
from reporting.onderdrukking.model import STANDAARD_DREMPEL, Cijfer, Component, Formule, Versie
from reporting.onderdrukking.onderdrukking import Onderdrukking, onderdrukking
from reporting.onderdrukking.oordeel import beoordeel

_CIJFERS = """
    select gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar, teller, noemer, waarde, eenheid,
           bekend_vanaf, bekend_tot
    from indicatoren.fct_indicator
"""
_COMPONENTEN = """
    select gemeente_code, component_code, uitsplitsing, jaar, waarde, bekend_vanaf, bekend_tot
    from indicatoren.fct_component
"""
_INDICATOREN = "select indicator_code, definitie_versie, drempel, noemer is null from indicatoren.dim_indicator"
_FORMULES = """
    select indicator_code, definitie_versie, uitsplitsing, teller_component, teller_uitsplitsing,
           noemer_component, noemer_uitsplitsing, noemer_constante, aftrek_teller_component, aftrek_teller_uitsplitsing,
           aftrek_noemer_component, aftrek_noemer_uitsplitsing, jaar_van, jaar_tot
    from indicatoren.dim_formule
"""
_GEDRUKT = """
    select levering_id, rijnummer, gemeente_code, indicator_code, definitie_versie, maat, uitsplitsing, jaar,
           gepubliceerd
    from indicatoren.mart_aansluiting
"""


def lees_onderdrukking(con: duckdb.DuckDBPyConnection) -> Onderdrukking:
    """Judge the small numbers of the published set that `con` is open on.

    A set may lack tables (a domain that was never built). Without dim_indicator nothing says what a figure is made of,
    so the standard policy holds for all of them.
    """
    versies = _rijen(con, "dim_indicator", _INDICATOREN)
    drempels: dict[Versie, int | None] = {(code, versie): drempel for code, versie, drempel, _ in versies}
    cijfers = [Cijfer(*rij) for rij in _rijen(con, "fct_indicator", _CIJFERS)]
    componenten = [
        Component((gemeente, code, uitsplitsing, jaar), waarde, vanaf, tot)
        for gemeente, code, uitsplitsing, jaar, waarde, vanaf, tot in _rijen(con, "fct_component", _COMPONENTEN)
    ]
    formules = [_formule(rij) for rij in _rijen(con, "dim_formule", _FORMULES)]
    aantallen = {code for code, _, _, is_aantal in versies if is_aantal}
    gedrukt = [_gedrukt(rij, drempels, aantallen) for rij in _rijen(con, "mart_aansluiting", _GEDRUKT)]
    return onderdrukking(beoordeel(cijfers, drempels, formules, componenten), cijfers, gedrukt)


def _rijen(con: duckdb.DuckDBPyConnection, tabel: str, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query; none where its table was never built."""
    query = "select 1 from information_schema.tables where table_schema = 'indicatoren' and table_name = $1"
    return con.execute(sql).fetchall() if con.execute(query, [tabel]).fetchone() else []


def _gedrukt(rij: tuple[Any, ...], drempels: dict[Versie, int | None], aantallen: set[str]) -> Gedrukt:
    levering, rijnummer, gemeente, indicator, versie, maat, uitsplitsing, jaar, gepubliceerd = rij
    return Gedrukt(
        levering_id=levering,
        rijnummer=rijnummer,
        gemeente_code=gemeente,
        indicator_code=indicator,
        definitie_versie=versie,
        maat=maat,
        uitsplitsing=uitsplitsing,
        jaar=jaar,
        gepubliceerd=gepubliceerd,
        drempel=_strengste(indicator, versie, drempels),
        is_aantal=indicator in aantallen,
    )


def _strengste(indicator: str, versie: int | None, drempels: dict[Versie, int | None]) -> int | None:
    """The threshold of a version; of a printed figure that names none, the highest of its indicator."""
    if versie is not None and (indicator, versie) in drempels:
        return drempels[indicator, versie]
    van_indicator = [drempel for (code, _), drempel in drempels.items() if code == indicator]
    if not van_indicator:
        return STANDAARD_DREMPEL
    return max((drempel for drempel in van_indicator if drempel is not None), default=None)


def _formule(rij: tuple[Any, ...]) -> Formule:
    code, versie, uitsplitsing, teller, van_teller, noemer, van_noemer, constante, *aftrek, jaar_van, jaar_tot = rij
    termen = ((aftrek[0], aftrek[1]), (aftrek[2], aftrek[3]))
    return Formule(
        (code, versie),
        uitsplitsing,
        (teller, van_teller),
        (noemer, van_noemer) if noemer else None,
        constante,
        tuple(term for term in termen if term[0]),
        jaar_van,
        jaar_tot,
    )
