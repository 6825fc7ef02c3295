-- One row per indicator of a municipality with a feed that is not sound.
select
    b.gemeente_code,
    b.indicator_code,
    string_agg(distinct coalesce(f.naam, b.feed), ', ') as feeds
from indicatoren.brug_indicator_feed as b
inner join kwaliteit.mart_bronstatus as s
    on b.bron = s.bron and b.feed = s.feed and b.gemeente_code = s.gemeente_code
left join kwaliteit.dim_feed as f on b.bron = f.bron and b.feed = f.feed
where s.status <> 'goed'
group by b.gemeente_code, b.indicator_code
order by b.gemeente_code, b.indicator_code
