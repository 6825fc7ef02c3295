-- One row per rule across feeds, delivery and object: the first twenty rows that it found.
with
genummerd as (
    select
        *,
        row_number() over (partition by controle_id, levering_id, object order by rijnummer) as volgorde,
        count(*) over (partition by controle_id, levering_id, object) as aantal
    from kwaliteit.fct_verbandvoorbeeld
)

select
    controle_id,
    bron,
    feed,
    gemeente_code,
    bestandsnaam,
    object,
    string_agg(cast(rijnummer as varchar), ', ' order by rijnummer)
    || case when max(aantal) > 20 then ' …' else '' end as rijnummers
from genummerd
where volgorde <= 20
group by controle_id, bron, feed, gemeente_code, bestandsnaam, levering_id, object
order by controle_id, bron, feed, gemeente_code, bestandsnaam, levering_id, object
