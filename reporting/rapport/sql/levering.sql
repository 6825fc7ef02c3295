select
    l.levering_id,
    l.bron,
    l.feed,
    f.naam,
    l.gemeente_code,
    l.peildatum,
    l.bestandsnaam,
    l.sha256,
    l.ontvangen_op,
    l.status,
    l.rijen_geladen,
    l.synthetisch
from kwaliteit.fct_levering as l
left join kwaliteit.dim_feed as f on l.bron = f.bron and l.feed = f.feed
order by l.levering_id
