{#
    Our figure beside that of a group of municipalities, for the indicators that are judged against one (seed vergelijking). The group's
    is a component as a partner stated it, or an indicator that is reckoned for the group.
-#}
with
cijfer as (
    select
        f.gemeente_code,
        f.indicator_code,
        f.definitie_versie,
        f.uitsplitsing,
        f.jaar,
        f.waarde,
        f.eenheid,
        f.synthetisch,
        row_number() over (
            partition by f.gemeente_code, f.indicator_code, f.uitsplitsing, f.jaar order by f.definitie_versie desc
        ) as rang
    from {{ ref('fct_indicator') }} as f
    where f.bekend_tot is null and f.waarde is not null
),

component as (
    select
        gemeente_code,
        component_code,
        uitsplitsing,
        jaar,
        waarde,
        synthetisch
    from {{ ref('fct_component') }}
    where bekend_tot is null and waarde is not null
),

naast_elkaar as (
    select
        f.gemeente_code,
        f.indicator_code,
        f.definitie_versie,
        f.uitsplitsing,
        f.jaar,
        v.groep_code,
        f.waarde,
        coalesce(c.waarde, g.waarde) as waarde_groep,
        {# The billionth part is for binary fractions: 0.1 + 0.2 equals 0.3. -#}
        round(f.waarde - coalesce(c.waarde, g.waarde), 9) as verschil,
        f.eenheid,
        i.richting,
        f.synthetisch or coalesce(c.synthetisch, g.synthetisch) as synthetisch
    from cijfer as f
    inner join {{ ref('vergelijking') }} as v
        on
            f.indicator_code = v.indicator_code
            and f.definitie_versie = v.definitie_versie
            and f.uitsplitsing = v.uitsplitsing
    inner join {{ ref('indicator') }} as i
        on f.indicator_code = i.indicator_code and f.definitie_versie = i.definitie_versie
    left join component as c
        on
            f.gemeente_code = c.gemeente_code
            and f.jaar = c.jaar
            and v.component_code = c.component_code
            and v.component_uitsplitsing = c.uitsplitsing
    left join cijfer as g
        on
            f.gemeente_code = g.gemeente_code
            and f.jaar = g.jaar
            and v.component_code = g.indicator_code
            and v.component_uitsplitsing = g.uitsplitsing
            and g.rang = 1
    where c.waarde is not null or g.waarde is not null
)

select
    gemeente_code,
    indicator_code,
    definitie_versie,
    uitsplitsing,
    jaar,
    groep_code,
    waarde,
    waarde_groep,
    verschil,
    case
        when richting = 'neutraal' then 'neutraal'
        when verschil = 0 then 'gelijk'
        when (verschil > 0 and richting = 'hoger') or (verschil < 0 and richting = 'lager') then 'beter'
        else 'slechter'
    end as oordeel,
    eenheid,
    synthetisch
from naast_elkaar
