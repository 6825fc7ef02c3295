select
    controle_id,
    bron,
    object,
    feed,
    kolom,
    regel,
    ernst,
    omschrijving
from {{ source('state', 'regel') }}
union all
{# A rule across feeds is shown at the first of them. -#}
select
    controle_id,
    bron,
    object,
    feed,
    cast(null as string) as kolom,
    regel,
    ernst,
    omschrijving
from {{ source('state', 'verband') }}
where volgnummer = 1
