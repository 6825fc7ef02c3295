{#
    The deliveries of each feed and gemeente, the newest first. A delivery that waits for its second file (status wacht) is
    an upload under way: it has no place among them. A code that is no municipality names nobody's feed: the delivery was
    refused and reported, and that is all. A peildatum that has yet to come is a wrong name too: it would be the newest for
    years, so it has its place only until something sound came, such as the same file under its right name.
-#}
with
geweigerd as (
    select
        levering_id,
        max(case when controle_id like '%.bestand.gemeente' then 1 else 0 end) = 1 as om_gemeente
    from {{ source('state', 'controle') }}
    where
        (controle_id like '%.bestand.gemeente' or controle_id like '%.bestand.toekomst')
        and not geslaagd
        and levering_id is not null
    group by levering_id
),

levering as (
    select
        *,
        max(case when status in ('geladen', 'vervangen') then ontvangen_op end) over (
            partition by bron, feed, gemeente_code
        ) as laatste_goede_op
    from {{ ref('fct_levering') }}
)

{# A file that changed after delivery has the peildatum and volgnummer of the original, but is later. -#}
select
    l.levering_id,
    l.bron,
    l.feed,
    l.gemeente_code,
    l.peildatum,
    l.volgnummer,
    l.bestandsnaam,
    l.ontvangen_op,
    l.status,
    l.reden,
    l.rijen_gelezen,
    l.rijen_geladen,
    l.rijen_quarantaine,
    case
        when l.status <> 'wacht'
            then row_number() over (
                partition by l.bron, l.feed, l.gemeente_code, case when l.status = 'wacht' then 1 else 0 end
                order by l.peildatum desc, l.volgnummer desc, l.ontvangen_op desc
            )
    end as volgnr
from levering as l
left join geweigerd as g on l.levering_id = g.levering_id
where g.levering_id is null or (not g.om_gemeente and coalesce(l.laatste_goede_op < l.ontvangen_op, true))
