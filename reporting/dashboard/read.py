"""From `marts.duckdb` to rows, each table once.

Belongs here: which query fills which value. Does not belong here: what to do when a table was never built (`lezer`), or
joining rows (`overview`); that costs nothing in Python, and a query per feed would.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from reporting.dashboard import rows
from reporting.site.lezer import Lezer

_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Tabellen:
    """Everything the pages are made of. `ontbreekt` names the tables that this home never built: of those there are no
    rows, and the pages say that they cannot tell."""

    feeds: tuple[rows.Feed, ...]
    bronstatus: tuple[rows.Bronstatus, ...]
    leveringen: tuple[rows.Levering, ...]
    aanvaardingen: tuple[rows.Aanvaarding, ...]
    regels: tuple[rows.Regel, ...]
    uitslagen: tuple[rows.Uitslag, ...]
    quarantaine: tuple[rows.Quarantainepost, ...]
    waarschuwingen: tuple[rows.Waarschuwing, ...]
    verschillen: tuple[rows.Verschil, ...]
    verbandfeeds: tuple[rows.Verbandfeed, ...]
    verbandvoorbeelden: tuple[rows.Verbandvoorbeeld, ...]
    indicatoren: tuple[rows.Indicator, ...]
    indicatorfeeds: tuple[rows.Indicatorfeed, ...]
    indicatorstanden: tuple[rows.Indicatorstand, ...]
    indicatorsprongen: tuple[rows.Indicatorsprong, ...]
    gemeenten: tuple[rows.Gemeente, ...]
    ontbreekt: frozenset[str]


def lees_tabellen(marts: Path) -> Tabellen:
    """Read a published set; raises `duckdb.IOException` when there is none."""
    with duckdb.connect(str(marts), read_only=True) as con:
        lezer = Lezer(con, _SQL)
        levering, controle = "kwaliteit.fct_levering", "kwaliteit.fct_controle"
        return Tabellen(
            feeds=lezer.lees(rows.Feed, "feed", "kwaliteit.dim_feed"),
            bronstatus=lezer.lees(rows.Bronstatus, "bronstatus", "kwaliteit.mart_bronstatus"),
            leveringen=lezer.lees(rows.Levering, "levering", levering),
            aanvaardingen=lezer.lees(rows.Aanvaarding, "aanvaarding", "kwaliteit.fct_aanvaarding"),
            regels=lezer.lees(rows.Regel, "regel", "kwaliteit.dim_regel"),
            uitslagen=lezer.lees(rows.Uitslag, "uitslag", levering, controle),
            quarantaine=lezer.lees(rows.Quarantainepost, "quarantaine", "kwaliteit.mart_quarantaine"),
            waarschuwingen=lezer.lees(rows.Waarschuwing, "waarschuwing", "kwaliteit.mart_waarschuwing"),
            verschillen=lezer.lees(rows.Verschil, "verschil", levering, "kwaliteit.fct_verschil"),
            verbandfeeds=lezer.lees(rows.Verbandfeed, "verbandfeed", "kwaliteit.brug_verband_feed"),
            verbandvoorbeelden=lezer.lees(rows.Verbandvoorbeeld, "verbandvoorbeeld", "kwaliteit.fct_verbandvoorbeeld"),
            indicatoren=lezer.lees(rows.Indicator, "indicator", "indicatoren.dim_indicator"),
            indicatorfeeds=lezer.lees(rows.Indicatorfeed, "indicatorfeed", "indicatoren.brug_indicator_feed"),
            indicatorstanden=lezer.lees(rows.Indicatorstand, "indicatorstand", "indicatoren.fct_indicator"),
            indicatorsprongen=lezer.lees(
                rows.Indicatorsprong, "indicatorsprong", "indicatoren.mart_indicatorplausibiliteit"
            ),
            gemeenten=lezer.lees(rows.Gemeente, "gemeente", "indicatoren.dim_gemeente"),
            ontbreekt=frozenset(lezer.ontbreekt),
        )
