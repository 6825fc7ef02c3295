{#
    What the calendar expects next of each feed and gemeente: the contract says how often and how late (dim_feed), the seed
    leveringskalender who delivers from when until when. A feed without a contract is at its own pace: it can be missed, not late.
-#}
with
feed as (
    select
        *,
        case frequentie
            when 'maand' then 1
            when 'kwartaal' then 3
            when 'halfjaar' then 6
            when 'jaar' then 12
        end as maanden
    from {{ ref('dim_feed') }}
),

{# The newest sound peildatum that the calendar waited for; a budget comes before the account of the year before it. -#}
laatste as (
    select
        l.bron,
        l.feed,
        l.gemeente_code,
        max(l.peildatum) as peildatum
    from {{ ref('int_levering_gerangschikt') }} as l
    inner join feed as f on l.bron = f.bron and l.feed = f.feed
    where
        l.status in ('geladen', 'vervangen')
        and (not f.alleen_periode_einde or l.peildatum = {{ periode_einde('l.peildatum', 'f.maanden') }})
    group by l.bron, l.feed, l.gemeente_code
),

kalender as (
    select
        k.bron,
        k.feed,
        k.gemeente_code,
        k.geldig_van,
        coalesce(f.frequentie, 'eigen') = 'eigen' as eigen_tempo,
        f.uiterlijk_dagen,
        f.publicatie_van,
        f.publicatie_tot_en_met,
        f.maanden,
        {# least() and greatest() pass over null in DuckDB and Spark alike. -#}
        least(k.geldig_tot, f.peildatum_tot_en_met) as laatste_dag,
        {# The first day that the next peildatum can lie on: after what we have, and within the calendar row. -#}
        greatest(k.geldig_van, f.peildatum_vanaf, {{ plus_dagen('l.peildatum', 1) }}) as zoek_vanaf
    from {{ ref('leveringskalender') }} as k
    left join feed as f on k.bron = f.bron and k.feed = f.feed
    left join laatste as l
        on k.bron = l.bron and k.feed = l.feed and k.gemeente_code = l.gemeente_code
),

{# The end of the period; of a source with a window the first day on which its new version can come. -#}
volgende as (
    select
        *,
        case
            when publicatie_van is null then {{ periode_einde('zoek_vanaf', 'maanden') }}
            when {{ dag_in_jaar('year(zoek_vanaf)', 'publicatie_van') }} >= zoek_vanaf
                then {{ dag_in_jaar('year(zoek_vanaf)', 'publicatie_van') }}
            else {{ dag_in_jaar('year(zoek_vanaf) + 1', 'publicatie_van') }}
        end as volgende_peildatum
    from kalender
),

verwacht as (
    select
        *,
        case
            when laatste_dag is not null and volgende_peildatum > laatste_dag then null
            when publicatie_van is null then {{ plus_dagen('volgende_peildatum', 'uiterlijk_dagen') }}
            else {{ dag_in_jaar('year(volgende_peildatum)', 'publicatie_tot_en_met') }}
        end as verwacht_voor
    from volgende
)

select
    bron,
    feed,
    gemeente_code,
    min(geldig_van) as geldig_van,
    max(case when eigen_tempo then 1 else 0 end) = 1 as eigen_tempo,
    min(case when verwacht_voor is not null then volgende_peildatum end) as volgende_peildatum,
    min(verwacht_voor) as verwacht_voor
from verwacht
group by bron, feed, gemeente_code
