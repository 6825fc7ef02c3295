{#
    What a municipality itself delivered, post by post, so that its report can be handed on in CBS's form. Two equal posts of one report are two rows
    there, and one sum here.
-#}
with
levering as (
    select *
    from {{ ref('int_iv3_levering') }}
    where feed = 'iv3'
),

post as (
    select
        levering_id,
        onderdeel,
        taakveld_code as code,
        categorie as kenmerk,
        cast(sum(bedrag_eur) as decimal(18, 2)) as bedrag_eur,
        cast(null as string) as waarde
    from {{ ref('stg_iv3__rekening') }}
    group by levering_id, onderdeel, taakveld_code, categorie
    union all
    select
        levering_id,
        onderdeel,
        balanscode as code,
        coalesce(nullif(categorie, ''), standper) as kenmerk,
        cast(sum(bedrag_eur) as decimal(18, 2)) as bedrag_eur,
        cast(null as string) as waarde
    from {{ ref('stg_iv3__balans') }}
    group by levering_id, onderdeel, balanscode, coalesce(nullif(categorie, ''), standper)
    union all
    select
        levering_id,
        onderdeel,
        code,
        verslagperiode as kenmerk,
        cast(null as decimal(18, 2)) as bedrag_eur,
        max(waarde) as waarde
    from {{ ref('stg_iv3__kengetal') }}
    where waarde is not null
    group by levering_id, onderdeel, code, verslagperiode
)

select
    l.inzender_code as gemeente_code,
    l.jaar,
    l.verslagsoort,
    p.onderdeel,
    p.code,
    p.kenmerk,
    p.bedrag_eur,
    p.waarde,
    l.levering_id,
    l.synthetisch
from levering as l
inner join post as p on l.levering_id = p.levering_id
