{#
    Evaluates every formula of the seed indicatorformule over the components. A figure is known while its teller and its noemer are
    known together; while one is missing there is no row.
-#}
{% set cijfer = 'gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar' -%}
{% set inhoud = ['peildatum', 'teller', 'noemer', 'status_rang', 'opmerking', 'synthetisch'] -%}
with
component as (
    select
        *,
        case status when 'definitief' then 3 when 'nader_voorlopig' then 2 else 1 end as status_rang
    from {{ ref('fct_component') }}
),

teller as (
    select
        f.indicator_code,
        f.definitie_versie,
        f.uitsplitsing,
        f.noemer_component,
        f.noemer_uitsplitsing,
        f.noemer_constante,
        f.factor,
        c.gemeente_code,
        c.jaar,
        c.peildatum,
        c.waarde,
        c.kanttekening,
        c.status_rang,
        c.synthetisch,
        c.bekend_vanaf,
        c.bekend_tot
    from {{ ref('indicatorformule') }} as f
    inner join component as c
        on
            f.teller_component = c.component_code
            and f.teller_uitsplitsing = c.uitsplitsing
            and c.jaar >= coalesce(f.jaar_van, c.jaar)
            and c.jaar <= coalesce(f.jaar_tot, c.jaar)
),

{# Both bounds null-safe: an interval without an end goes on. least() passes over null in DuckDB and Spark alike. -#}
samen as (
    select
        t.indicator_code,
        t.definitie_versie,
        t.uitsplitsing,
        t.gemeente_code,
        t.jaar,
        t.peildatum,
        t.waarde as teller,
        case when t.noemer_component is null then t.noemer_constante else n.waarde end as noemer,
        case when t.noemer_component is null then coalesce(t.noemer_constante, 1) else n.waarde end as deler,
        case when t.noemer_component is null then 1 else coalesce(t.noemer_constante, 1) end as eenheidsdeler,
        t.factor,
        least(t.status_rang, coalesce(n.status_rang, 3)) as status_rang,
        concat_ws(' ', t.kanttekening, n.kanttekening) as kanttekening,
        t.synthetisch or coalesce(n.synthetisch, false) as synthetisch,
        greatest(t.bekend_vanaf, coalesce(n.bekend_vanaf, t.bekend_vanaf)) as bekend_vanaf,
        least(t.bekend_tot, n.bekend_tot) as bekend_tot
    from teller as t
    left join component as n
        on
            t.noemer_component = n.component_code
            and t.noemer_uitsplitsing = n.uitsplitsing
            and t.gemeente_code = n.gemeente_code
            and t.jaar = n.jaar
            and (t.bekend_vanaf < n.bekend_tot or n.bekend_tot is null)
            and (t.bekend_tot > n.bekend_vanaf or t.bekend_tot is null)
    where t.noemer_component is null or n.component_code is not null
),

berekend as (
    select
        *,
        teller / nullif(deler, 0) / eenheidsdeler * factor as waarde,
        nullif(
            concat_ws(
                ' ', nullif(kanttekening, ''), case when deler = 0 then 'De noemer is nul: er is geen waarde.' end
            ),
            ''
        ) as opmerking
    from samen
),

{# A delivery that brings the same figure is no news: rows that follow each other and are equal become one. -#}
met_vorige as (
    select
        *,
        {% for kolom in inhoud %}
        lag({{ kolom }}) over (partition by {{ cijfer }} order by bekend_vanaf) as vorige_{{ kolom }},
        {% endfor %}
        lag(bekend_tot) over (partition by {{ cijfer }} order by bekend_vanaf) as vorige_tot
    from berekend
),

vergeleken as (
    select
        *,
        case
            when
                vorige_tot = bekend_vanaf
                {% for kolom in inhoud %}
                and {{ gelijk('vorige_' ~ kolom, kolom) }}
                {% endfor %}
                then 0
            else 1
        end as is_nieuw
    from met_vorige
),

genummerd as (
    select
        *,
        sum(is_nieuw) over (partition by {{ cijfer }} order by bekend_vanaf) as tijdvak
    from vergeleken
)

select
    g.gemeente_code,
    g.indicator_code,
    g.definitie_versie,
    g.uitsplitsing,
    g.jaar,
    min(g.peildatum) as peildatum,
    min(g.teller) as teller,
    min(g.noemer) as noemer,
    min(g.waarde) as waarde,
    min(i.eenheid) as eenheid,
    case min(g.status_rang)
        when 3 then 'definitief'
        when 2 then 'nader_voorlopig'
        else 'voorlopig'
    end as status,
    min(g.opmerking) as kanttekening,
    max(case when g.synthetisch then 1 else 0 end) = 1 as synthetisch,
    min(g.bekend_vanaf) as bekend_vanaf,
    case when count(g.bekend_tot) = count(*) then max(g.bekend_tot) end as bekend_tot
from genummerd as g
inner join {{ ref('indicator') }} as i
    on g.indicator_code = i.indicator_code and g.definitie_versie = i.definitie_versie
group by g.gemeente_code, g.indicator_code, g.definitie_versie, g.uitsplitsing, g.jaar, g.tijdvak
