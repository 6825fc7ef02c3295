select
    s.bron,
    s.feed,
    s.gemeente_code,
    s.status,
    s.sinds,
    s.laatste_peildatum,
    s.reden,
    f.naam,
    f.eigenaar
from kwaliteit.mart_bronstatus as s
left join kwaliteit.dim_feed as f on s.bron = f.bron and s.feed = f.feed
order by s.bron, s.feed, s.gemeente_code
