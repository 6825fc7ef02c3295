"""What is open and what stays inside.

Belongs here: the choice per table, and how small numbers leave a table. Does not belong here: writing files.

A table is open when it is named here; a new mart stays inside until somebody decides. Inside stay: all of `kwaliteit`
(names of files, people to call, rejected rows), the plausibility of indicators (its sentences repeat figures), and
price and volume (counts of clients that have no threshold of their own). Also not here: the comparison of
taakvelden, which follows from mart_taakveld and dim_referentiegroep and is ten times as large.
"""

from __future__ import annotations

OPEN_MET_ONDERDRUKKING = {
    "indicatoren.fct_indicator": """
        select t.* replace (
            g.teller as teller, g.noemer as noemer, g.waarde as waarde, coalesce(g.zin, t.kanttekening) as kanttekening)
        from indicatoren.fct_indicator as t
        inner join getoond as g
            using (gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar, bekend_vanaf)
    """,
    "indicatoren.fct_component": """
        select t.* replace (
            case when v.zin is null then t.waarde end as waarde, coalesce(v.zin, t.kanttekening) as kanttekening)
        from indicatoren.fct_component as t
        left join verborgen_component as v using (gemeente_code, component_code, uitsplitsing, jaar)
    """,
    "indicatoren.mart_indicatorscore": """
        select t.* replace (
            case when nu.zin is null then t.realisatie end as realisatie,
            case when nu.zin is null then t.afwijking end as afwijking,
            case when nu.zin is null then t.oordeel end as oordeel,
            case when toen.zin is null then t.realisatie_vorig_jaar end as realisatie_vorig_jaar,
            case when nu.zin is null and toen.zin is null then t.verandering end as verandering,
            coalesce(nu.zin, t.kanttekening) as kanttekening)
        from indicatoren.mart_indicatorscore as t
        left join verborgen as nu using (gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar)
        left join verborgen as toen
            on t.gemeente_code = toen.gemeente_code and t.indicator_code = toen.indicator_code
            and t.versie_vorig_jaar = toen.definitie_versie and t.uitsplitsing = toen.uitsplitsing
            and t.jaar - 1 = toen.jaar
    """,
    "indicatoren.mart_vergelijking": """
        select t.* replace (
            case when v.zin is null then t.waarde end as waarde,
            case when v.zin is null then t.verschil end as verschil,
            case when v.zin is null then t.oordeel end as oordeel)
        from indicatoren.mart_vergelijking as t
        left join verborgen as v using (gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar)
    """,
    "indicatoren.mart_aansluiting": """
        select t.* replace (
            case when v.zin is null then t.waarde_gedrukt end as waarde_gedrukt,
            case when v.zin is null then t.gepubliceerd end as gepubliceerd,
            case when v.zin is null then t.berekend end as berekend,
            case when v.zin is null then t.verschil end as verschil,
            coalesce(v.zin, t.toelichting) as toelichting)
        from indicatoren.mart_aansluiting as t
        left join verborgen_gedrukt as v using (levering_id, rijnummer)
    """,
}
"""Per table with small numbers the query that leaves them out; the tables that it joins are made by `openen`."""

OPEN = (
    *(
        f"indicatoren.{naam}"
        for naam in (
            "brug_doel", "brug_indicator_feed", "dim_breuk", "dim_document", "dim_doel", "dim_doelnummering",
            "dim_formule", "dim_gebied", "dim_gemeente", "dim_indicator", "dim_ontwikkelopgave", "dim_product",
            "dim_referentiegroep", "dim_sdg", "fct_actie", "fct_streefwaarde",
        )
    ),
    *(
        f"financien.{naam}"
        for naam in (
            "brug_verbondenpartij_doel", "dim_taakveld", "dim_verbondenpartij", "fct_begrotingsregel",
            "mart_begrotingscontrole", "mart_documenttabel", "mart_iv3opgave", "mart_iv3post", "mart_lasten_per_doel",
            "mart_meerjarenraming", "mart_productafwijking", "mart_programmarekening", "mart_taakveld",
        )
    ),
)  # fmt: skip
"""Tables that are open as they are: of no persons."""


def queries() -> dict[str, str]:
    """The query per open table, in the order of their names."""
    heel = {tabel: f"select * from {tabel}" for tabel in OPEN}
    return dict(sorted((heel | OPEN_MET_ONDERDRUKKING).items()))
