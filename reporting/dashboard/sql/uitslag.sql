-- One row per rule, feed and gemeente where the rule is broken, and one row per rule and feed that were judged at all:
-- what the rule said of the newest judged delivery. That it holds everywhere else is told without naming anybody, and
-- of the country that is nearly every result. A rule that is about no delivery (a harvest, a comparison of feeds) has
-- one row, of its last run.
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
),

laatste as (
    select *
    from uitslag
    qualify
        row_number() over (
            partition by controle_id, bron, feed, gemeente_code
            order by uitgevoerd_op desc, geslaagd asc
        ) = 1
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
from laatste
qualify not geslaagd or row_number() over (partition by controle_id, bron, feed order by gemeente_code asc) = 1
order by controle_id asc, bron asc, feed asc, gemeente_code asc
