-- One row per delivery and what it is used for.
with gebruikt as (
    select distinct
        gemeente_code,
        'begroting' as soort,
        levering_id
    from financien.fct_begrotingsregel
    union
    select distinct
        gemeente_code,
        'gedrukt' as soort,
        levering_id
    from indicatoren.mart_aansluiting
    union
    select distinct
        gemeente_code,
        'iv3' as soort,
        levering_id
    from financien.mart_taakveld
    where gemeente_code in (select r.gemeente_code from financien.fct_begrotingsregel as r)
)

select
    g.gemeente_code,
    g.soort,
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
order by g.gemeente_code, g.soort, l.peildatum, l.levering_id
