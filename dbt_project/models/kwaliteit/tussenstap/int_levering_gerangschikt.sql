{#
    The deliveries of each feed and gemeente, the newest first. A delivery that waits for its second file (status wacht) is
    an upload under way: it has no place among them. A code that is no municipality names nobody's feed: the delivery was
    refused and reported, and that is all.
-#}
with
onbekende_gemeente as (
    select levering_id as geweigerd_id
    from {{ source('state', 'controle') }}
    where controle_id like '%.bestand.gemeente' and not geslaagd and levering_id is not null
)

{# A file that changed after delivery has the peildatum and volgnummer of the original, but is later. -#}
select
    levering_id,
    bron,
    feed,
    gemeente_code,
    peildatum,
    volgnummer,
    bestandsnaam,
    ontvangen_op,
    status,
    reden,
    rijen_gelezen,
    rijen_geladen,
    rijen_quarantaine,
    case
        when status <> 'wacht'
            then row_number() over (
                partition by bron, feed, gemeente_code, case when status = 'wacht' then 1 else 0 end
                order by peildatum desc, volgnummer desc, ontvangen_op desc
            )
    end as volgnr
from {{ ref('fct_levering') }}
where levering_id not in (select onbekende_gemeente.geweigerd_id from onbekende_gemeente)
