{#
    What stands in the way of a feed outside any delivery: an API that gave nothing when it was last asked, or an error of our own in
    the last load. Since the first such failure after the last success. What only warns stands in nobody's way, and neither does a rule
    across feeds that could not be asked.
-#}
with
oordeel as (
    select
        bron,
        feed,
        regel,
        geslaagd,
        reden,
        run_id,
        uitgevoerd_op,
        max(case when geslaagd then uitgevoerd_op end) over (partition by bron, feed, regel) as laatst_geslaagd,
        row_number() over (partition by bron, feed, regel order by uitgevoerd_op desc) as volgnr
    from {{ source('state', 'controle') }}
    where levering_id is null and bron is not null and ernst = 'fataal' and object <> 'verband'
),

laatste_run as (
    select run_id
    from (
        select
            run_id,
            row_number() over (order by uitgevoerd_op desc, run_id desc) as volgnr
        from {{ source('state', 'controle') }}
    ) as gerangschikt
    where volgnr = 1
),

{# An API is asked every night and says so either way; an error of our own only counts in the load that ran into it. -#}
huidig as (
    select
        o.bron,
        o.feed,
        o.regel,
        o.reden
    from oordeel as o
    inner join laatste_run as r on o.regel = 'bereikbaar' or o.run_id = r.run_id
    where o.volgnr = 1 and not o.geslaagd
)

select
    h.bron,
    h.feed,
    min(h.reden) as reden,
    min(h.regel) as regel,
    min(o.uitgevoerd_op) as sinds
from huidig as h
inner join oordeel as o
    on
        h.bron = o.bron
        and h.feed = o.feed
        and h.regel = o.regel
        and (o.laatst_geslaagd is null or o.uitgevoerd_op > o.laatst_geslaagd)
group by h.bron, h.feed
