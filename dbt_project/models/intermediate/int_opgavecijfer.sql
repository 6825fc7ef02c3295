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
            and l.gemeente_code = coalesce(m.gemeente_code, l.gemeente_code)
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
            when o.opgegeven_status is null and o.peildatum >= make_date(o.jaar, 12, 31) then v.vanaf
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
from met_einde
where levering_id is not null
