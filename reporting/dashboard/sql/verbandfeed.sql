-- One row per rule across feeds and feed that it is about.
select
    controle_id,
    bron,
    feed
from kwaliteit.brug_verband_feed
order by controle_id, bron, feed
