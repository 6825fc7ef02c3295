-- One row per indicator: its name by the newest definition.
select
    indicator_code,
    naam
from indicatoren.dim_indicator
qualify row_number() over (partition by indicator_code order by definitie_versie desc) = 1
order by indicator_code
