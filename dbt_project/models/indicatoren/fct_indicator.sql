{#
    Evaluates every formula of the seed indicatorformule over the components. A figure is known while all its terms
    are known together; while one is missing there is no row. A term without a value (not known yet, fewer than five)
    gives a row without a value, that says why.
-#}
{% set cijfer = 'gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar' -%}
{% set inhoud = ['peildatum', 'teller', 'noemer', 'waarde', 'status_rang', 'opmerking', 'synthetisch'] -%}
{% set termen = ['teller', 'noemer', 'aftrek_teller', 'aftrek_noemer'] -%}
with
component as (
    select
        *,
        case status when 'definitief' then 3 when 'nader_voorlopig' then 2 else 1 end as status_rang
    from {{ ref('fct_component') }}
),

met_teller as (
    select
        f.*,
        c.gemeente_code,
        c.jaar,
        c.peildatum,
        c.waarde as teller,
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

{#
    The other terms, one by one: each narrows the interval in which all are known. Both bounds null-safe: an interval
    without an end goes on. least() passes over null in DuckDB and Spark alike. What two terms of one delivery both
    note is said once.
-#}
{% for term in termen[1:] %}
{% set eerdere_termen = termen[:loop.index] %}
{% set latere_termen = termen[loop.index + 1:] %}
met_{{ term }} as (
    select
        v.indicator_code,
        v.definitie_versie,
        v.uitsplitsing,
        v.eenheid,
        v.factor,
        v.noemer_constante,
        v.noemer_component,
        v.aftrek_teller_component,
        v.aftrek_noemer_component,
        {% for later in latere_termen %}
        v.{{ later }}_uitsplitsing,
        {% endfor %}
        v.gemeente_code,
        v.jaar,
        v.peildatum,
        {% for eerder in eerdere_termen %}
        v.{{ eerder }},
        {% endfor %}
        c.waarde as {{ term }},
        least(v.status_rang, coalesce(c.status_rang, 3)) as status_rang,
        concat_ws(
            ' ',
            nullif(v.kanttekening, ''),
            case when instr(coalesce(v.kanttekening, ''), c.kanttekening) = 0 then c.kanttekening end
        ) as kanttekening,
        v.synthetisch or coalesce(c.synthetisch, false) as synthetisch,
        greatest(v.bekend_vanaf, coalesce(c.bekend_vanaf, v.bekend_vanaf)) as bekend_vanaf,
        least(v.bekend_tot, c.bekend_tot) as bekend_tot
    from met_{{ eerdere_termen | last }} as v
    left join component as c
        on
            v.{{ term }}_component = c.component_code
            and v.{{ term }}_uitsplitsing = c.uitsplitsing
            and v.gemeente_code = c.gemeente_code
            and v.jaar = c.jaar
            and (v.bekend_vanaf < c.bekend_tot or c.bekend_tot is null)
            and (v.bekend_tot > c.bekend_vanaf or v.bekend_tot is null)
    where v.{{ term }}_component is null or c.component_code is not null
),

{% endfor %}
{# A constant beside a noemer converts the unit; alone it is the noemer. -#}
met_delers as (
    select
        *,
        case when noemer_component is null then coalesce(noemer_constante, 1) else noemer end as deler,
        case when noemer_component is null then 1 else coalesce(noemer_constante, 1) end as eenheidsdeler,
        case when aftrek_noemer_component is null then 1 else aftrek_noemer end as aftrek_deler,
        aftrek_teller_component is not null as is_verschil
    from met_aftrek_noemer
),

met_quotienten as (
    select
        *,
        teller / nullif(deler, 0) / eenheidsdeler * factor as quotient,
        case when is_verschil then aftrek_teller / nullif(aftrek_deler, 0) * factor else 0 end as aftrek
    from met_delers
),

{#
    Of a difference of two quotients no two numbers are its teller and noemer: the first quotient is published as the
    teller.
-#}
berekend as (
    select
        gemeente_code,
        indicator_code,
        definitie_versie,
        uitsplitsing,
        jaar,
        eenheid,
        peildatum,
        case when is_verschil then quotient else teller end as teller,
        case
            when is_verschil then null
            when noemer_component is null then noemer_constante
            else noemer
        end as noemer,
        quotient - aftrek as waarde,
        status_rang,
        nullif(
            concat_ws(
                ' ',
                nullif(kanttekening, ''),
                case when deler = 0 or aftrek_deler = 0 then 'De noemer is nul: er is geen waarde.' end
            ),
            ''
        ) as opmerking,
        synthetisch,
        bekend_vanaf,
        bekend_tot
    from met_quotienten
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
    min(coalesce(g.eenheid, i.eenheid)) as eenheid,
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
