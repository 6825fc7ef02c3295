-- One row per product and delivery that its volumes were counted from.
with gebruikt as (
    select distinct
        v.gemeente_code,
        v.product_code,
        c.levering_id
    from financien.mart_prijs_volume_groep as v
    inner join indicatoren.fct_component as c
        on
            v.gemeente_code = c.gemeente_code
            and v.component_code = c.component_code
            and c.jaar in (v.jaar, v.jaar_basis)
    where c.bekend_tot is null
)

select
    g.gemeente_code,
    'volume ' || g.product_code as soort,
    l.levering_id,
    l.bron,
    l.feed,
    f.naam,
    l.bestandsnaam,
    l.sha256,
    l.peildatum,
    l.ontvangen_op,
    l.synthetisch,
    s.status,
    s.reden
from gebruikt as g
inner join kwaliteit.fct_levering as l on g.levering_id = l.levering_id
left join kwaliteit.dim_feed as f on l.bron = f.bron and l.feed = f.feed
left join kwaliteit.mart_bronstatus as s
    on l.bron = s.bron and l.feed = s.feed and l.gemeente_code = s.gemeente_code
order by g.gemeente_code, soort, l.peildatum, l.levering_id
