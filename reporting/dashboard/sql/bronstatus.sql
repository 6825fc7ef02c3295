-- One row per bron, feed and gemeente, worst first; among the sound ones by what comes due first.
select
    bron,
    feed,
    gemeente_code,
    status,
    sinds,
    laatste_peildatum,
    verwacht_voor,
    reden,
    rijen_geladen,
    rijen_quarantaine,
    advies,
    waarschuwingen
from kwaliteit.mart_bronstatus
order by
    case status
        when 'kapot' then 1
        when 'ontbreekt' then 2
        when 'te_laat' then 3
        when 'deels' then 4
        else 5
    end,
    case when waarschuwingen > 0 then 0 else 1 end,
    bron,
    feed,
    gemeente_code
