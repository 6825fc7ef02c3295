with
{# A delivery that waited for its second file and was read later stands in the ledger twice: the reading counts. -#}
grootboek as (
    select
        *,
        row_number() over (
            partition by levering_id
            order by case when status = 'wacht' then 1 else 0 end, run_id desc
        ) as volgnr
    from {{ source('state', 'levering') }}
),

{# The highest volgnummer of a peildatum that is sound counts; the earlier sound ones are vervangen. -#}
gewogen as (
    select
        *,
        max(case when status = 'geladen' then volgnummer end) over (
            partition by bron, feed, gemeente_code, peildatum
        ) as hoogste_geladen
    from grootboek
    where volgnr = 1
)

select
    levering_id,
    bron,
    feed,
    gemeente_code,
    cast(peildatum as date) as peildatum,
    cast(volgnummer as int) as volgnummer,
    bestandsnaam,
    sha256,
    cast(ontvangen_op as timestamp) as ontvangen_op,
    case when status = 'geladen' and volgnummer < hoogste_geladen then 'vervangen' else status end as status,
    reden,
    cast(rijen_gelezen as bigint) as rijen_gelezen,
    cast(rijen_geladen as bigint) as rijen_geladen,
    cast(rijen_quarantaine as bigint) as rijen_quarantaine,
    run_id,
    synthetisch
from gewogen
