"""From the published marts to rows about money, each table once.

Belongs here: which query fills which value. Does not belong here: which table of the report they become.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from reporting.rapport.financien import bronrijen, rijen
from reporting.site.lezer import Lezer

_SQL = Path(__file__).parent / "sql"
_REGELS = "financien.fct_begrotingsregel"
_TAAKVELDEN = "financien.mart_taakveld"
_AANSLUITING = "indicatoren.mart_aansluiting"
_STATUS = "kwaliteit.mart_bronstatus"
_FEEDS = "kwaliteit.dim_feed"


@dataclass(frozen=True)
class Financien:
    """All rows about money of one published set; a table that was never built has none, and is in `ontbreekt`."""

    gemeenten: tuple[bronrijen.Gemeente, ...]
    documenten: tuple[bronrijen.Document, ...]
    eenheden: tuple[bronrijen.Eenheid, ...]
    documentcellen: tuple[rijen.Documentcel, ...]
    programmaregels: tuple[rijen.Programmaregel, ...]
    doellasten: tuple[rijen.Doellast, ...]
    productafwijkingen: tuple[rijen.Productafwijking, ...]
    ramingen: tuple[rijen.Raming, ...]
    prijsvolumes: tuple[rijen.Prijsvolume, ...]
    taakvelden: tuple[rijen.Taakveld, ...]
    opgaven: tuple[bronrijen.Opgave, ...]
    gedrukt: tuple[bronrijen.Gedruktcijfer, ...]
    doelen: tuple[bronrijen.Doel, ...]
    begrotingsregels: tuple[rijen.Begrotingsregel, ...]
    leveringen: tuple[bronrijen.Levering, ...]
    volumeleveringen: tuple[bronrijen.Levering, ...]
    kapotte_indicatoren: tuple[bronrijen.KapotteIndicator, ...]
    ontbreekt: frozenset[str]


def lees_financien(con: duckdb.DuckDBPyConnection) -> Financien:
    """Read a published set as it stands, small numbers of clients included: what is shown goes through `kleine`."""
    lezer = Lezer(con, _SQL)
    f, i = "financien.", "indicatoren."
    return Financien(
        gemeenten=lezer.lees(bronrijen.Gemeente, "gemeente", i + "dim_gemeente"),
        documenten=lezer.lees(bronrijen.Document, "document", i + "dim_document"),
        eenheden=lezer.lees(bronrijen.Eenheid, "eenheid", _REGELS),
        documentcellen=lezer.lees(rijen.Documentcel, "documentcel", f + "mart_documenttabel"),
        programmaregels=lezer.lees(rijen.Programmaregel, "programmaregel", f + "mart_programmarekening"),
        doellasten=lezer.lees(rijen.Doellast, "doellast", f + "mart_lasten_per_doel"),
        productafwijkingen=lezer.lees(rijen.Productafwijking, "productafwijking", f + "mart_productafwijking"),
        ramingen=lezer.lees(rijen.Raming, "raming", f + "mart_meerjarenraming"),
        prijsvolumes=lezer.lees(
            rijen.Prijsvolume, "prijsvolume", f + "mart_prijs_volume", f + "mart_prijs_volume_groep"
        ),
        taakvelden=lezer.lees(rijen.Taakveld, "taakveld", f + "mart_taakveldvergelijking", _TAAKVELDEN, _REGELS),
        opgaven=lezer.lees(bronrijen.Opgave, "opgave", f + "mart_iv3opgave", _REGELS),
        gedrukt=lezer.lees(bronrijen.Gedruktcijfer, "gedrukt", _AANSLUITING, i + "dim_indicator"),
        doelen=lezer.lees(bronrijen.Doel, "doel", i + "dim_doel"),
        begrotingsregels=lezer.lees(rijen.Begrotingsregel, "begrotingsregel", _REGELS),
        leveringen=lezer.lees(
            bronrijen.Levering,
            "levering",
            *(_REGELS, _AANSLUITING, _TAAKVELDEN, "kwaliteit.fct_levering", _FEEDS, _STATUS),
        ),
        volumeleveringen=lezer.lees(
            bronrijen.Levering,
            "volumelevering",
            *(f + "mart_prijs_volume_groep", i + "fct_component", "kwaliteit.fct_levering", _FEEDS, _STATUS),
        ),
        kapotte_indicatoren=lezer.lees(
            bronrijen.KapotteIndicator, "kapotte_indicator", i + "brug_indicator_feed", _FEEDS, _STATUS
        ),
        ontbreekt=frozenset(lezer.ontbreekt),
    )
