{#
    The reference municipalities are stated one by one, and only who has both ends of a year can be in the growth over
    it. Who that is changes with every statement, so their sums are laid in time over what is known of each of them.
-#}
with
lid as (
    select gemeente_code
    from {{ ref('referentiegroeplid') }}
    where groep_code = 'referentie_20'
),

groep as (
    select count(*) as leden
    from lid
),

stand as (
    select
        o.gemeente_code,
        o.uitsplitsing as referentiegemeente_code,
        o.jaar,
        o.waarde,
        o.peildatum,
        o.levering_id,
        case o.status when 'definitief' then 3 when 'nader_voorlopig' then 2 else 1 end as status_rang,
        o.synthetisch,
        o.bekend_vanaf,
        o.bekend_tot
    from {{ ref('int_opgavecijfer') }} as o
    inner join lid as l on o.uitsplitsing = l.gemeente_code
    where o.component_code = 'opgave_bijstand_volume_ontwikkeling' and o.waarde is not null
),

groei as (
    select
        e.gemeente_code,
        e.jaar,
        e.waarde as stand_einde,
        b.waarde as stand_begin,
        e.peildatum as peildatum_einde,
        b.peildatum as peildatum_begin,
        e.levering_id as levering_einde,
        b.levering_id as levering_begin,
        least(e.status_rang, b.status_rang) as status_rang,
        e.synthetisch or b.synthetisch as synthetisch,
        greatest(e.bekend_vanaf, b.bekend_vanaf) as bekend_vanaf,
        least(e.bekend_tot, b.bekend_tot) as bekend_tot
    from stand as e
    inner join stand as b
        on
            e.gemeente_code = b.gemeente_code
            and e.referentiegemeente_code = b.referentiegemeente_code
            and e.jaar = b.jaar + 1
            and (e.bekend_vanaf < b.bekend_tot or b.bekend_tot is null)
            and (e.bekend_tot > b.bekend_vanaf or e.bekend_tot is null)
),

moment as (
    select
        gemeente_code,
        jaar,
        bekend_vanaf as moment
    from groei
    union distinct
    select
        gemeente_code,
        jaar,
        bekend_tot as moment
    from groei
    where bekend_tot is not null
),

{# A moment from which nobody's whole year is known any more keeps a row, with no members. -#}
som as (
    select
        m.gemeente_code,
        m.jaar,
        m.moment,
        count(g.stand_einde) as leden,
        sum(g.stand_einde) as stand_einde,
        sum(g.stand_begin) as stand_begin,
        max(g.peildatum_einde) as peildatum_einde,
        max(g.peildatum_begin) as peildatum_begin,
        max(g.levering_einde) as levering_einde,
        min(g.levering_einde) as andere_levering_einde,
        max(g.levering_begin) as levering_begin,
        min(g.levering_begin) as andere_levering_begin,
        min(g.status_rang) as status_rang,
        max(case when g.synthetisch then 1 else 0 end) = 1 as synthetisch
    from moment as m
    left join groei as g
        on
            m.gemeente_code = g.gemeente_code
            and m.jaar = g.jaar
            and {{ geldig_op('m.moment', 'g.bekend_vanaf', 'g.bekend_tot') }}
    group by m.gemeente_code, m.jaar, m.moment
),

met_einde as (
    select
        s.*,
        case s.status_rang
            when 3 then 'definitief'
            when 2 then 'nader_voorlopig'
            else 'voorlopig'
        end as status,
        case
            when s.leden < g.leden
                then concat(
                    'Over ', cast(s.leden as string), ' van de ', cast(g.leden as string), ' referentiegemeenten: ',
                    'van de andere is het begin of het einde van het jaar niet opgegeven.'
                )
        end as kanttekening,
        s.moment as bekend_vanaf,
        lead(s.moment) over (partition by s.gemeente_code, s.jaar order by s.moment) as bekend_tot
    from som as s
    cross join groep as g
)

{% for kant in ['einde', 'begin'] %}
select
    gemeente_code,
    'referentie_bijstand' as component_code,
    '{{ kant }}' as uitsplitsing,
    jaar,
    peildatum_{{ kant }} as peildatum,
    stand_{{ kant }} as waarde,
    status,
    kanttekening,
    synthetisch,
    levering_{{ kant }} as levering_id,
    nullif(andere_levering_{{ kant }}, levering_{{ kant }}) as tweede_levering_id,
    bekend_vanaf,
    bekend_tot
from met_einde
where leden > 0
{{ 'union all' if not loop.last }}
{% endfor %}
