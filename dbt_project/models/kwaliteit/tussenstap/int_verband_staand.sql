{#
    What each rule across feeds said when it was last asked; a rule that is no longer asked has nothing to say. An attempt
    that failed by an error of ours names no feed and is no answer: what was said before stands.
-#}
with
gerangschikt as (
    select
        controle_id,
        run_id,
        bron,
        feed,
        regel,
        geslaagd,
        reden,
        row_number() over (partition by controle_id order by uitgevoerd_op desc, run_id desc) as volgnr
    from {{ source('state', 'controle') }}
    where object = 'verband' and levering_id is null and bron is not null
)

select
    controle_id,
    run_id,
    bron,
    feed,
    regel,
    geslaagd,
    reden
from gerangschikt
where volgnr = 1 and controle_id in (select v.controle_id from {{ source('state', 'verband') }} as v)
