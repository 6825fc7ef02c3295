with
{# The highest volgnummer of a peildatum that is sound counts; the earlier sound ones are vervangen. -#}
gewogen as (
    select
        *,
        max(case when status = 'geladen' then volgnummer end) over (
            partition by bron, feed, gemeente_code, peildatum
        ) as hoogste_geladen
    from {{ source('state', 'levering') }}
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
