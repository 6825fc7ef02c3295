{#
    Of several deliveries about one report the newest of each kind counts, and of the kinds a municipality's own before national data with
    lasten and baten before national data with lasten only. Who states nothing (zeros, or -99998) is no reason to disbelieve
    a delivery that has amounts.
-#}
with
per_levering as (
    select
        levering_id,
        gemeente_code,
        jaar,
        verslagsoort,
        max(inwoners) as inwoners,
        case
            when max(case when lasten_eur <> 0 or baten_eur <> 0 then 1 else 0 end) = 1 then 'geleverd'
            when max(case when geen_opgave then 1 else 0 end) = 1 then 'geen_opgave'
            else 'nullen'
        end as opgave
    from {{ ref('int_iv3_regel') }}
    group by levering_id, gemeente_code, jaar, verslagsoort
),

{# A municipality's own delivery without a single amount is a report as well. -#}
verslag as (
    select * from per_levering
    union all
    select
        l.levering_id,
        l.inzender_code as gemeente_code,
        l.jaar,
        l.verslagsoort,
        cast(null as int) as inwoners,
        'nullen' as opgave
    from {{ ref('int_iv3_levering') }} as l
    left join per_levering as p on l.levering_id = p.levering_id
    where l.feed = 'iv3' and p.levering_id is null
),

met_soort as (
    select
        v.*,
        l.feed,
        l.synthetisch,
        l.peildatum,
        case l.feed when 'iv3' then 1 when 'lasten' then 3 else 2 end as voorkeur
    from verslag as v
    inner join {{ ref('int_iv3_levering') }} as l on v.levering_id = l.levering_id
),

nieuwste as (
    select
        *,
        row_number() over (partition by gemeente_code, verslagsoort, voorkeur order by peildatum desc) as rang
    from met_soort
),

gerangschikt as (
    select
        *,
        row_number() over (
            partition by gemeente_code, verslagsoort
            order by case when opgave = 'geleverd' then 1 else 2 end, voorkeur
        ) as rang_van_soort,
        first_value(inwoners) over (
            partition by gemeente_code, verslagsoort
            order by case when inwoners is not null then 1 else 2 end, voorkeur
        ) as landelijke_inwoners
    from nieuwste
    where rang = 1
)

select
    g.levering_id,
    g.feed,
    g.gemeente_code,
    g.jaar,
    g.verslagsoort,
    g.opgave,
    coalesce(g.inwoners, g.landelijke_inwoners, b.inwoners) as inwoners,
    g.synthetisch
from gerangschikt as g
left join {{ ref('int_inwoners') }} as b on g.gemeente_code = b.gemeente_code and g.jaar = b.jaar
where g.rang_van_soort = 1
