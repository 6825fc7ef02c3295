-- A group has a row per municipality in it; its name and origin are the same on each.
with groep as (
    select
        groep_code,
        any_value(naam) as naam,
        any_value(herkomst) as herkomst
    from indicatoren.dim_referentiegroep
    group by groep_code
)

select
    v.gemeente_code,
    v.indicator_code,
    v.definitie_versie,
    v.uitsplitsing,
    v.jaar,
    v.groep_code,
    coalesce(g.naam, v.groep_code) as groep,
    g.herkomst,
    v.waarde,
    v.waarde_groep,
    v.verschil,
    v.oordeel,
    v.synthetisch
from indicatoren.mart_vergelijking as v
left join groep as g on v.groep_code = g.groep_code
order by v.gemeente_code, v.indicator_code, v.uitsplitsing, v.definitie_versie, v.jaar
