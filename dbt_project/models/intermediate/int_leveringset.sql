with
lid as (
    select
        r.reeks,
        r.volgorde,
        r.verplicht,
        g.*
    from {{ ref('leveringreeks') }} as r
    inner join {{ ref('int_levering_geldig') }} as g
        on r.bron = g.bron and r.feed = g.feed
),

eis as (
    select
        reeks,
        sum(case when verplicht then 1 else 0 end) as aantal_verplicht
    from {{ ref('leveringreeks') }}
    group by reeks
),

{# At every arrival of one of its feeds a reeks gets another set: the deliveries that are current from then on. -#}
moment as (
    select distinct
        reeks,
        gemeente_code,
        jaar,
        periode,
        geldig_vanaf as moment
    from lid
),

samen as (
    select
        m.reeks,
        m.gemeente_code,
        m.jaar,
        m.periode,
        m.moment,
        max(case when l.volgorde = 1 then l.levering_id end) as levering_id_1,
        max(case when l.volgorde = 2 then l.levering_id end) as levering_id_2,
        max(case when l.volgorde = 1 then l.run_id end) as run_id_1,
        max(case when l.volgorde = 2 then l.run_id end) as run_id_2,
        max(case when l.volgorde = 1 then l.peildatum end) as peildatum_1,
        max(case when l.volgorde = 2 then l.peildatum end) as peildatum_2,
        sum(case when l.verplicht then 1 else 0 end) as aantal_verplicht,
        max(case when l.synthetisch then 1 else 0 end) = 1 as synthetisch
    from moment as m
    inner join lid as l
        on
            m.reeks = l.reeks
            and m.gemeente_code = l.gemeente_code
            and m.periode = l.periode
            and {{ geldig_op('m.moment', 'l.geldig_vanaf', 'l.geldig_tot') }}
    group by m.reeks, m.gemeente_code, m.jaar, m.periode, m.moment
),

met_einde as (
    select
        *,
        lead(moment) over (partition by reeks, gemeente_code, periode order by moment) as volgend_moment
    from samen
),

jaarreeks as (
    select distinct
        reeks,
        gemeente_code,
        jaar
    from moment
),

{# When a year is over for a feed: its first sound delivery of a later year. -#}
later_jaar as (
    select
        j.reeks,
        j.gemeente_code,
        j.jaar,
        l.volgorde,
        min(l.geldig_vanaf) as vanaf
    from jaarreeks as j
    inner join lid as l
        on j.reeks = l.reeks and j.gemeente_code = l.gemeente_code and j.jaar < l.jaar
    group by j.reeks, j.gemeente_code, j.jaar, l.volgorde
),

{# Feeds that are needed together must all be past the year; of feeds that replace each other one is enough. -#}
jaar_voorbij as (
    select
        v.reeks,
        v.gemeente_code,
        v.jaar,
        case
            when max(e.aantal_verplicht) = 0 then min(v.vanaf)
            when count(*) = max(e.aantal_verplicht) then max(v.vanaf)
        end as vanaf
    from later_jaar as v
    inner join eis as e on v.reeks = e.reeks
    group by v.reeks, v.gemeente_code, v.jaar
),

{#
    Feeds that are needed together are both complete until the earlier peildatum; of feeds that replace each other the one
    that goes further says how far the year is known.
-#}
met_peildatum as (
    select
        s.*,
        case
            when e.aantal_verplicht = 0
                then greatest(coalesce(s.peildatum_1, s.peildatum_2), coalesce(s.peildatum_2, s.peildatum_1))
            else least(coalesce(s.peildatum_1, s.peildatum_2), coalesce(s.peildatum_2, s.peildatum_1))
        end as peildatum
    from met_einde as s
    inner join eis as e
        on s.reeks = e.reeks and s.aantal_verplicht = e.aantal_verplicht
)

select
    s.reeks,
    concat_ws('+', s.levering_id_1, s.levering_id_2) as set_id,
    concat_ws('+', s.run_id_1, s.run_id_2) as gelezen_in,
    s.gemeente_code,
    s.jaar,
    s.periode,
    s.peildatum,
    s.levering_id_1,
    s.levering_id_2,
    s.peildatum_1,
    s.peildatum_2,
    s.synthetisch,
    case
        when s.peildatum_1 <> s.peildatum_2
            then concat(
                'De leveringen hebben verschillende peildata: ',
                {{ datum_tekst('s.peildatum_1') }}, ' en ', {{ datum_tekst('s.peildatum_2') }}, '.'
            )
    end as kanttekening,
    s.moment as geldig_vanaf,
    s.volgend_moment as geldig_tot,
    case when month(s.peildatum) = 12 and day(s.peildatum) = 31 then j.vanaf end as definitief_vanaf
from met_peildatum as s
left join jaar_voorbij as j
    on s.reeks = j.reeks and s.gemeente_code = j.gemeente_code and s.jaar = j.jaar
