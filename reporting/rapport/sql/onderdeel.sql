-- What each figure that is known now is made of: the components of its formula as they are known now.
with term as (
    select
        indicator_code,
        definitie_versie,
        uitsplitsing,
        jaar_van,
        jaar_tot,
        1 as volgorde,
        'teller' as rol,
        teller_component as component_code,
        teller_uitsplitsing as component_uitsplitsing
    from indicatoren.dim_formule
    union all
    select
        indicator_code,
        definitie_versie,
        uitsplitsing,
        jaar_van,
        jaar_tot,
        2 as volgorde,
        'noemer' as rol,
        noemer_component as component_code,
        noemer_uitsplitsing as component_uitsplitsing
    from indicatoren.dim_formule
    union all
    select
        indicator_code,
        definitie_versie,
        uitsplitsing,
        jaar_van,
        jaar_tot,
        3 as volgorde,
        'af te trekken: teller' as rol,
        aftrek_teller_component as component_code,
        aftrek_teller_uitsplitsing as component_uitsplitsing
    from indicatoren.dim_formule
    union all
    select
        indicator_code,
        definitie_versie,
        uitsplitsing,
        jaar_van,
        jaar_tot,
        4 as volgorde,
        'af te trekken: noemer' as rol,
        aftrek_noemer_component as component_code,
        aftrek_noemer_uitsplitsing as component_uitsplitsing
    from indicatoren.dim_formule
)

select
    i.gemeente_code,
    i.indicator_code,
    i.definitie_versie,
    i.uitsplitsing,
    i.jaar,
    i.bekend_vanaf,
    t.rol,
    t.component_code,
    t.component_uitsplitsing,
    c.waarde,
    c.peildatum,
    c.levering_id,
    c.tweede_levering_id
from indicatoren.fct_indicator as i
inner join term as t
    on
        i.indicator_code = t.indicator_code
        and i.definitie_versie = t.definitie_versie
        and i.uitsplitsing = t.uitsplitsing
        and i.jaar between coalesce(t.jaar_van, i.jaar) and coalesce(t.jaar_tot, i.jaar)
inner join indicatoren.fct_component as c
    on
        i.gemeente_code = c.gemeente_code
        and i.jaar = c.jaar
        and t.component_code = c.component_code
        and t.component_uitsplitsing = c.uitsplitsing
        and c.bekend_tot is null
where i.bekend_tot is null
order by i.gemeente_code, i.indicator_code, i.definitie_versie, i.uitsplitsing, i.jaar, t.volgorde
