{#
    What partners state, as components. A delivery says something about years, also old ones: at any moment the
    statement of the newest peildatum that is still made counts, so an old year stands until it is stated again, and a
    correction that drops it withdraws it. Few rows, so they are laid in time anew every night instead of once per
    delivery.
-#}
{% set cijfer = 'gemeente_code, component_code, uitsplitsing, jaar' -%}
with
opgave as (
    select
        l.gemeente_code,
        l.feed,
        case
            when coalesce(m.definitie_versie, 1) = 1 then concat('opgave_', o.indicator_code)
            else concat('opgave_', o.indicator_code, '_v', cast(m.definitie_versie as string))
        end as component_code,
        o.uitsplitsing,
        o.jaar,
        coalesce(o.datum_getypt, least(l.peildatum, make_date(o.jaar, 12, 31))) as peildatum,
        o.waarde,
        {# One star is how statistics mark a provisional figure; more of them refer to a note. -#}
        coalesce(o.status, case when o.merk = '*' then 'voorlopig' end) as opgegeven_status,
        o.kanttekening,
        l.synthetisch,
        l.levering_id,
        o.rijnummer,
        l.peildatum as peildatum_levering,
        l.geldig_vanaf,
        l.geldig_tot
    from {{ ref('stg_opgave__opgave') }} as o
    inner join {{ ref('int_levering_geldig') }} as l on o.levering_id = l.levering_id
    left join {{ ref('opgavemethode') }} as m
        on
            o.indicator_code = m.indicator_code
            and l.peildatum >= coalesce(m.peildatum_van, l.peildatum)
            and l.peildatum <= coalesce(m.peildatum_tot, l.peildatum)
    where o.jaar is not null
),

{# When a year is over for a partner: the first sound delivery with a peildatum in a later year. -#}
jaar_voorbij as (
    select
        j.gemeente_code,
        j.feed,
        j.jaar,
        min(l.geldig_vanaf) as vanaf
    from (
        select distinct
            gemeente_code,
            feed,
            jaar
        from opgave
    ) as j
    inner join {{ ref('int_levering_geldig') }} as l
        on l.bron = 'opgave' and j.gemeente_code = l.gemeente_code and j.feed = l.feed and j.jaar < l.jaar
    group by j.gemeente_code, j.feed, j.jaar
),

met_definitief as (
    select
        o.*,
        case
            when o.opgegeven_status is null and o.peildatum_levering >= make_date(o.jaar, 12, 31) then v.vanaf
        end as definitief_vanaf
    from opgave as o
    left join jaar_voorbij as v
        on o.gemeente_code = v.gemeente_code and o.feed = v.feed and o.jaar = v.jaar
),

{# Becoming definitief is news as well: it ends one interval of knowledge and starts the next. -#}
tijdvak as (
    select
        *,
        coalesce(opgegeven_status, 'voorlopig') as status,
        geldig_vanaf as bekend_vanaf,
        least(geldig_tot, definitief_vanaf) as bekend_tot
    from met_definitief
    where definitief_vanaf is null or definitief_vanaf > geldig_vanaf
    union all
    select
        *,
        'definitief' as status,
        greatest(geldig_vanaf, definitief_vanaf) as bekend_vanaf,
        geldig_tot as bekend_tot
    from met_definitief
    where definitief_vanaf is not null and (geldig_tot is null or definitief_vanaf < geldig_tot)
),

moment as (
    select
        {{ cijfer }},
        bekend_vanaf as moment
    from tijdvak
    union distinct
    select
        {{ cijfer }},
        bekend_tot as moment
    from tijdvak
    where bekend_tot is not null
),

{# The statements made at a moment, the one that counts first; a moment at which none is made any more keeps a row. -#}
gerangschikt as (
    select
        m.gemeente_code,
        m.component_code,
        m.uitsplitsing,
        m.jaar,
        m.moment,
        t.peildatum,
        t.waarde,
        t.status,
        t.kanttekening,
        t.synthetisch,
        t.levering_id,
        concat_ws('|', t.levering_id, cast(t.rijnummer as string), t.status) as bewering,
        row_number() over (
            partition by m.gemeente_code, m.component_code, m.uitsplitsing, m.jaar, m.moment
            order by t.peildatum_levering desc, t.geldig_vanaf desc, t.feed asc, t.rijnummer desc
        ) as rang
    from moment as m
    left join tijdvak as t
        on
            m.gemeente_code = t.gemeente_code
            and m.component_code = t.component_code
            and m.uitsplitsing = t.uitsplitsing
            and m.jaar = t.jaar
            and {{ geldig_op('m.moment', 't.bekend_vanaf', 't.bekend_tot') }}
),

met_vorige as (
    select
        *,
        lag(bewering) over (partition by {{ cijfer }} order by moment) as vorige_bewering
    from gerangschikt
    where rang = 1
),

met_einde as (
    select
        *,
        moment as bekend_vanaf,
        lead(moment) over (partition by {{ cijfer }} order by moment) as bekend_tot
    from met_vorige
    where vorige_bewering is null or vorige_bewering <> bewering
),

geldend as (
    select
        *,
        case status when 'definitief' then 3 when 'nader_voorlopig' then 2 else 1 end as status_rang
    from met_einde
    where levering_id is not null
),

{#
    The reference municipalities are stated one by one. Only who has both ends of a year can be in the growth over it.
-#}
referentie_groei as (
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
    from geldend as e
    inner join geldend as b
        on
            e.gemeente_code = b.gemeente_code
            and e.component_code = b.component_code
            and e.uitsplitsing = b.uitsplitsing
            and e.jaar = b.jaar + 1
            and (e.bekend_vanaf < b.bekend_tot or b.bekend_tot is null)
            and (e.bekend_tot > b.bekend_vanaf or e.bekend_tot is null)
    inner join {{ ref('referentiegroeplid') }} as r
        on e.uitsplitsing = r.gemeente_code and r.groep_code = 'referentie_20'
    where
        e.component_code = 'opgave_bijstand_volume_ontwikkeling'
        and e.waarde is not null
        and b.waarde is not null
),

referentie_moment as (
    select
        gemeente_code,
        jaar,
        bekend_vanaf as moment
    from referentie_groei
    union distinct
    select
        gemeente_code,
        jaar,
        bekend_tot as moment
    from referentie_groei
    where bekend_tot is not null
),

groep as (
    select count(*) as leden
    from {{ ref('referentiegroeplid') }}
    where groep_code = 'referentie_20'
),

referentie_som as (
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
    from referentie_moment as m
    left join referentie_groei as g
        on
            m.gemeente_code = g.gemeente_code
            and m.jaar = g.jaar
            and {{ geldig_op('m.moment', 'g.bekend_vanaf', 'g.bekend_tot') }}
    group by m.gemeente_code, m.jaar, m.moment
),

referentie as (
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
    from referentie_som as s
    cross join groep as g
)

select
    gemeente_code,
    component_code,
    uitsplitsing,
    jaar,
    peildatum,
    waarde,
    status,
    kanttekening,
    synthetisch,
    levering_id,
    cast(null as string) as tweede_levering_id,
    bekend_vanaf,
    bekend_tot
from geldend
{% for kant in ['einde', 'begin'] %}
union all
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
from referentie
where leden > 0
{% endfor %}
