-- One row per difference in layout of the newest judged delivery of a feed and gemeente.
with
levering as (
    select levering_id
    from kwaliteit.fct_levering
    where status <> 'wacht'
    qualify row_number() over (
        partition by bron, feed, gemeente_code
        order by peildatum desc, volgnummer desc, ontvangen_op desc
    ) = 1
)

select
    verschil.levering_id,
    verschil.bron,
    verschil.feed,
    verschil.gemeente_code,
    verschil.bestandsnaam,
    verschil.object,
    verschil.soort,
    verschil.kolom,
    verschil.gevonden,
    verschil.verwacht,
    verschil.voorstel
from kwaliteit.fct_verschil as verschil
inner join levering on verschil.levering_id = levering.levering_id
order by
    verschil.bron, verschil.feed, verschil.gemeente_code, verschil.object, verschil.soort, verschil.kolom,
    verschil.gevonden
