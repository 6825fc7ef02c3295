{#
    What the deliveries themselves say of a feed: is the newest one sound, since when, and which rows are in use. A delivery that
    waits for its second file (status wacht) is an upload under way: counted, but it judges nothing.
-#}
{% set feed = 'bron, feed, gemeente_code' -%}
with
levering as (
    select
        *,
        case
            when status = 'wacht' then 'wacht'
            when status = 'afgekeurd' then 'kapot'
            when rijen_quarantaine > 0 then 'deels'
            else 'goed'
        end as toestand
    from {{ ref('int_levering_gerangschikt') }}
),

vergeleken as (
    select
        *,
        max(case when volgnr = 1 then toestand end) over (partition by {{ feed }}) as nieuwste_toestand,
        min(case when toestand in ('goed', 'deels') then volgnr end) over (partition by {{ feed }}) as goede_volgnr
    from levering
),

{# Since when: the first arrival in the unbroken row of deliveries that are all in the state of the newest one. -#}
begrensd as (
    select
        *,
        min(case when toestand <> nieuwste_toestand then volgnr end) over (partition by {{ feed }}) as andere_volgnr
    from vergeleken
)

select
    bron,
    feed,
    gemeente_code,
    max(nieuwste_toestand) as toestand,
    min(case when volgnr < coalesce(andere_volgnr, volgnr + 1) then ontvangen_op end) as sinds,
    max(case when volgnr = 1 then bestandsnaam end) as bestandsnaam,
    max(case when volgnr = 1 then reden end) as reden,
    max(case when volgnr = goede_volgnr then peildatum end) as laatste_peildatum,
    max(case when volgnr = goede_volgnr then rijen_geladen end) as rijen_geladen,
    max(case when volgnr = goede_volgnr then rijen_quarantaine end) as rijen_quarantaine,
    sum(case when toestand = 'wacht' then 1 else 0 end) as aantal_wachtend
from begrensd
group by bron, feed, gemeente_code
