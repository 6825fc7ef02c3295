{#
    Deliveries of bron iv3 stand side by side (seed feedkorrel): a quarter and the jaarrekening can share the peildatum 31-12, and
    are both reports that count. So a municipality's own delivery takes the place of an earlier one of the same boekjaar and
    period, whatever their volgnummers have to do with other periods; national data takes the place of earlier data of the same
    peildatum, and what it no longer holds is withdrawn. What a later peildatum says of a report is weighed in int_iv3_verslag.
-#}
with
levering as (
    select
        l.levering_id,
        l.feed,
        l.gemeente_code as inzender_code,
        l.peildatum,
        l.volgnummer,
        l.synthetisch,
        case when l.feed = 'iv3' then k.jaar when l.feed <> 'lasten' then l.jaar end as jaar,
        case l.feed
            when 'iv3' then k.verslagsoort
            when 'begroting' then concat(cast(l.jaar as string), 'X000')
            when 'jaarrekening' then concat(cast(l.jaar as string), 'X005')
        end as verslagsoort
    from {{ ref('int_levering_geldig') }} as l
    left join {{ ref('stg_iv3__kop') }} as k on l.levering_id = k.levering_id
    where l.bron = 'iv3'
),

met_vervanging as (
    select
        *,
        case when feed = 'iv3' then verslagsoort else cast(peildatum as string) end as vervangt_binnen
    from levering
),

gerangschikt as (
    select
        *,
        row_number() over (
            partition by feed, inzender_code, vervangt_binnen
            order by peildatum desc, volgnummer desc
        ) as rang
    from met_vervanging
)

select
    levering_id,
    feed,
    inzender_code,
    peildatum,
    jaar,
    verslagsoort,
    vervangt_binnen,
    synthetisch
from gerangschikt
where rang = 1
