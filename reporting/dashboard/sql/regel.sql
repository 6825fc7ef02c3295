-- One row per rule.
select
    controle_id,
    bron,
    feed,
    object,
    kolom,
    regel,
    ernst,
    omschrijving
from kwaliteit.dim_regel
order by controle_id
