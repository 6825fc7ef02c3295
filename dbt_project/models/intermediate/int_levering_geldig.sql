with
{#
    Everything the ledger calls sound. Which deliveries replace each other is a property of the bron (seed
    feedkorrel): those of one year; those of one peildatum, where what an older delivery says of an old year still
    stands; all, where a harvest holds all years; or none, where the file's name does not say what the delivery is about.
-#}
goede_levering as (
    select
        l.levering_id,
        l.bron,
        l.feed,
        l.gemeente_code,
        case when coalesce(k.korrel, 'jaar') <> 'alles' then cast(year(l.peildatum) as int) end as jaar,
        case k.korrel
            when 'alles' then 'alles'
            when 'peildatum' then cast(cast(l.peildatum as date) as string)
            when 'levering' then l.levering_id
            else cast(year(l.peildatum) as string)
        end as periode,
        cast(l.peildatum as date) as peildatum,
        l.volgnummer,
        cast(l.ontvangen_op as timestamp) as ontvangen_op,
        l.run_id,
        l.synthetisch
    from {{ source('state', 'levering') }} as l
    left join {{ ref('feedkorrel') }} as k on l.bron = k.bron
    where l.status = 'geladen'
),

{# How new a delivery is says its peildatum, then its volgnummer: not when it arrived. -#}
gerangschikt as (
    select
        *,
        row_number() over (
            partition by gemeente_code, bron, feed, periode
            order by peildatum asc, volgnummer asc, ontvangen_op desc, levering_id asc
        ) as rang
    from goede_levering
),

{# The default frame includes what arrived at the same moment: of those only the newest ever becomes current. -#}
met_nieuwste as (
    select
        *,
        max(rang) over (partition by gemeente_code, bron, feed, periode order by ontvangen_op) as nieuwste_rang
    from gerangschikt
)

select
    levering_id,
    bron,
    feed,
    gemeente_code,
    jaar,
    periode,
    peildatum,
    volgnummer,
    run_id,
    synthetisch,
    ontvangen_op as geldig_vanaf,
    lead(ontvangen_op) over (partition by gemeente_code, bron, feed, periode order by ontvangen_op) as geldig_tot
from met_nieuwste
where rang = nieuwste_rang
