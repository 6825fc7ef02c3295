-- One row per gemeente and indicator: its newest current figure, the total before a breakdown.
select
    gemeente_code,
    indicator_code,
    jaar,
    peildatum,
    status
from indicatoren.fct_indicator
where bekend_tot is null and waarde is not null
qualify
    row_number() over (
        partition by gemeente_code, indicator_code
        order by
            jaar desc,
            case when uitsplitsing = 'totaal' then 0 else 1 end asc,
            definitie_versie desc,
            uitsplitsing asc
    ) = 1
order by gemeente_code, indicator_code
