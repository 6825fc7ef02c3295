-- One row per rule and gemeente: what it said of the newest judged delivery. A rule that is about no delivery (a
-- harvest, a comparison of feeds) has one row, of its last run.
with
levering as (
    select
        levering_id,
        bron,
        feed,
        gemeente_code
    from kwaliteit.fct_levering
    where status <> 'wacht'
    qualify row_number() over (
        partition by bron, feed, gemeente_code
        order by peildatum desc, volgnummer desc, ontvangen_op desc
    ) = 1
),

uitslag as (
    select
        controle.controle_id,
        coalesce(levering.bron, controle.bron) as bron,
        coalesce(levering.feed, controle.feed) as feed,
        levering.gemeente_code,
        controle.kolom,
        controle.regel,
        controle.ernst,
        controle.geslaagd,
        controle.aantal,
        controle.aantal_fout,
        controle.reden,
        controle.uitgevoerd_op
    from kwaliteit.fct_controle as controle
    left join levering on controle.levering_id = levering.levering_id
    where controle.levering_id is null or levering.levering_id is not null
)

select
    controle_id,
    bron,
    feed,
    gemeente_code,
    kolom,
    regel,
    ernst,
    geslaagd,
    aantal,
    aantal_fout,
    reden
from uitslag
qualify
    row_number() over (
        partition by controle_id, bron, feed, gemeente_code
        order by uitgevoerd_op desc, geslaagd asc
    ) = 1
order by controle_id asc, bron asc, feed asc, gemeente_code asc
