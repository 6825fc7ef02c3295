with
{# Everything the ledger calls sound. CBS harvests hold all years, so they form one series per feed: jaar is null. -#}
goede_levering as (
    select
        levering_id,
        bron,
        feed,
        gemeente_code,
        case when bron <> 'cbs' then cast(year(peildatum) as int) end as jaar,
        cast(peildatum as date) as peildatum,
        volgnummer,
        cast(ontvangen_op as timestamp) as ontvangen_op,
        run_id,
        synthetisch
    from {{ source('state', 'levering') }}
    where status = 'geladen'
),

{# How new a delivery is says its peildatum, then its volgnummer: not when it arrived. -#}
gerangschikt as (
    select
        *,
        row_number() over (
            partition by gemeente_code, bron, feed, jaar
            order by peildatum asc, volgnummer asc, ontvangen_op desc, levering_id asc
        ) as rang
    from goede_levering
),

{# The default frame includes what arrived at the same moment: of those only the newest ever becomes current. -#}
met_nieuwste as (
    select
        *,
        max(rang) over (partition by gemeente_code, bron, feed, jaar order by ontvangen_op) as nieuwste_rang
    from gerangschikt
)

select
    levering_id,
    bron,
    feed,
    gemeente_code,
    jaar,
    peildatum,
    volgnummer,
    run_id,
    synthetisch,
    ontvangen_op as geldig_vanaf,
    lead(ontvangen_op) over (partition by gemeente_code, bron, feed, jaar order by ontvangen_op) as geldig_tot
from met_nieuwste
where rang = nieuwste_rang
