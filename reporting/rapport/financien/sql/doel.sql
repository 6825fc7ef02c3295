-- One row per goal.
select
    doel_code,
    bovenliggend_doel_code,
    niveau,
    naam,
    kader,
    volgnummer
from indicatoren.dim_doel
order by kader, doel_code
