{#
    From an indicator to the feeds whose deliveries its present figures are made of: by the terms of its formulas, over the
    components that are known now. Amounts of the planning and control cycle have no components: they are sums of budget lines.
-#}
with
term as (
    {% for term in ['teller', 'noemer', 'aftrek_teller', 'aftrek_noemer'] %}
    select
        indicator_code,
        definitie_versie,
        uitsplitsing,
        jaar_van,
        jaar_tot,
        {{ term }}_component as component_code,
        {{ term }}_uitsplitsing as component_uitsplitsing
    from {{ ref('dim_formule') }}
    where {{ term }}_component is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

component as (
    {% for levering in ['levering_id', 'tweede_levering_id'] %}
    select
        gemeente_code,
        component_code,
        uitsplitsing,
        jaar,
        {{ levering }} as levering_id
    from {{ ref('fct_component') }}
    where bekend_tot is null and {{ levering }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    i.gemeente_code,
    i.indicator_code,
    l.bron,
    l.feed
from {{ ref('fct_indicator') }} as i
inner join term as t
    on
        i.indicator_code = t.indicator_code
        and i.definitie_versie = t.definitie_versie
        and i.uitsplitsing = t.uitsplitsing
        and i.jaar >= coalesce(t.jaar_van, i.jaar)
        and i.jaar <= coalesce(t.jaar_tot, i.jaar)
inner join component as c
    on
        i.gemeente_code = c.gemeente_code
        and i.jaar = c.jaar
        and t.component_code = c.component_code
        and t.component_uitsplitsing = c.uitsplitsing
inner join {{ source('state', 'levering') }} as l on c.levering_id = l.levering_id
where i.bekend_tot is null
union distinct
select
    gemeente_code,
    indicator_code,
    'pc' as bron,
    'begrotingsregels' as feed
from {{ ref('mart_aansluiting') }}
where substr(indicator_code, 1, 4) = 'fin_' and berekend is not null
