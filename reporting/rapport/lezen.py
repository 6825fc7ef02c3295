"""From `marts.duckdb` to rows, each table once.

Belongs here: which query fills which value. Does not belong here: joining rows (`blad`, `doelen`), hiding small ones
(`tonen`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from reporting.rapport import kaderrijen, rijen
from reporting.site.lezer import Lezer

_SQL = Path(__file__).parent / "sql"
_DOCUMENT, _FEED = "indicatoren.dim_document", "kwaliteit.dim_feed"


@dataclass(frozen=True)
class Tabellen:
    """Everything the pages of indicators are made of. `ontbreekt` names the tables that were never built: of those
    there are no rows, and the pages say so."""

    gemeenten: tuple[kaderrijen.Gemeente, ...]
    doelen: tuple[kaderrijen.Doel, ...]
    doellinks: tuple[kaderrijen.Doellink, ...]
    documenten: tuple[kaderrijen.Document, ...]
    indicatoren: tuple[kaderrijen.Indicator, ...]
    cijfers: tuple[rijen.Cijfer, ...]
    streefwaarden: tuple[rijen.Streefwaarde, ...]
    scores: tuple[rijen.Score, ...]
    gedrukt: tuple[rijen.Gedrukt, ...]
    breuken: tuple[kaderrijen.Breuk, ...]
    vergelijkingen: tuple[rijen.Vergelijking, ...]
    onderdelen: tuple[rijen.Onderdeel, ...]
    leveringen: tuple[kaderrijen.Levering, ...]
    bronstanden: tuple[kaderrijen.Bronstand, ...]
    feedlinks: tuple[kaderrijen.Feedlink, ...]
    acties: tuple[kaderrijen.Actie, ...]
    ontbreekt: frozenset[str]


def lees_tabellen(con: duckdb.DuckDBPyConnection) -> Tabellen:
    """Read a published set as it stands, small numbers included: what is shown goes through `tonen` first."""
    lezer = Lezer(con, _SQL)
    i = "indicatoren."
    return Tabellen(
        gemeenten=lezer.lees(kaderrijen.Gemeente, "gemeente", i + "dim_gemeente", i + "dim_doel", i + "dim_document"),
        doelen=lezer.lees(kaderrijen.Doel, "doel", i + "dim_doel"),
        doellinks=lezer.lees(kaderrijen.Doellink, "doellink", i + "brug_doel"),
        documenten=lezer.lees(kaderrijen.Document, "document", _DOCUMENT),
        indicatoren=lezer.lees(kaderrijen.Indicator, "indicator", i + "dim_indicator"),
        cijfers=lezer.lees(rijen.Cijfer, "cijfer", i + "fct_indicator"),
        streefwaarden=lezer.lees(rijen.Streefwaarde, "streefwaarde", i + "fct_streefwaarde", _DOCUMENT),
        scores=lezer.lees(rijen.Score, "score", i + "mart_indicatorscore"),
        gedrukt=lezer.lees(rijen.Gedrukt, "gedrukt", i + "mart_aansluiting", _DOCUMENT),
        breuken=lezer.lees(kaderrijen.Breuk, "breuk", i + "dim_breuk"),
        vergelijkingen=lezer.lees(
            rijen.Vergelijking, "vergelijking", i + "mart_vergelijking", i + "dim_referentiegroep"
        ),
        onderdelen=lezer.lees(
            rijen.Onderdeel, "onderdeel", i + "fct_indicator", i + "dim_formule", i + "fct_component"
        ),
        leveringen=lezer.lees(kaderrijen.Levering, "levering", "kwaliteit.fct_levering", _FEED),
        bronstanden=lezer.lees(kaderrijen.Bronstand, "bronstand", "kwaliteit.mart_bronstatus", _FEED),
        feedlinks=lezer.lees(kaderrijen.Feedlink, "feedlink", i + "brug_indicator_feed"),
        acties=lezer.lees(kaderrijen.Actie, "actie", i + "fct_actie"),
        ontbreekt=frozenset(lezer.ontbreekt),
    )
