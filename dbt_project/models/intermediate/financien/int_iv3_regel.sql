{#
    The same shape for every feed: euros per taakveld. A municipality's own delivery is complete, so what it books on one side of a taakveld only
    is zero on the other; the national data without baten leaves those unknown.
-#}
with
eigen as (
    select
        l.levering_id,
        l.inzender_code as gemeente_code,
        l.jaar,
        l.verslagsoort,
        r.taakveld_code,
        cast(sum(case when r.onderdeel = 'lasten' then r.bedrag_eur else 0 end) as decimal(18, 2)) as lasten_eur,
        cast(sum(case when r.onderdeel = 'baten' then r.bedrag_eur else 0 end) as decimal(18, 2)) as baten_eur
    from {{ ref('int_iv3_levering') }} as l
    inner join {{ ref('stg_iv3__rekening') }} as r on l.levering_id = r.levering_id
    group by l.levering_id, l.inzender_code, l.jaar, l.verslagsoort, r.taakveld_code
)

select
    levering_id,
    gemeente_code,
    jaar,
    verslagsoort,
    taakveld_code,
    lasten_eur,
    baten_eur,
    cast(null as int) as inwoners,
    false as geen_opgave
from eigen
union all
select
    l.levering_id,
    g.gemeente_code,
    l.jaar,
    l.verslagsoort,
    t.taakveld_code,
    {{ euro_van_duizend('t.lasten_x1000') }} as lasten_eur,
    {{ euro_van_duizend('t.baten_x1000') }} as baten_eur,
    t.inwoners,
    {{ geen_opgave('t.lasten_x1000') }} or {{ geen_opgave('t.baten_x1000') }} as geen_opgave
from {{ ref('int_iv3_levering') }} as l
inner join {{ ref('stg_iv3__taakveldtabel') }} as t on l.levering_id = t.levering_id
inner join {{ ref('int_iv3_gemeente') }} as g
    on t.levering_id = g.levering_id and t.gemeente_naam = g.gemeente_naam and g.gemeente_code is not null
union all
select
    l.levering_id,
    t.gemeente_code,
    t.jaar,
    t.verslagsoort,
    t.taakveld_code,
    {{ euro_van_duizend('t.lasten_x1000') }} as lasten_eur,
    cast(null as decimal(18, 2)) as baten_eur,
    t.inwoners,
    {{ geen_opgave('t.lasten_x1000') }} as geen_opgave
from {{ ref('int_iv3_levering') }} as l
inner join {{ ref('stg_iv3__lasten') }} as t on l.levering_id = t.levering_id
