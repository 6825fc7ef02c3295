-- One row per figure of the newest year of an indicator that falls outside its band, or was revised by more than usual.
with
nieuwste as (
    select
        *,
        max(jaar) over (partition by gemeente_code, indicator_code) as nieuwste_jaar
    from indicatoren.mart_indicatorplausibiliteit
)

select
    gemeente_code,
    indicator_code,
    uitsplitsing,
    jaar,
    vorige_jaar,
    oordeel,
    case when oordeel = 'sprong' then verandering else herziening end as verandering
from nieuwste
where jaar = nieuwste_jaar and oordeel <> 'plausibel'
order by
    gemeente_code asc, indicator_code asc, case when uitsplitsing = 'totaal' then 0 else 1 end asc, uitsplitsing asc,
    definitie_versie asc
