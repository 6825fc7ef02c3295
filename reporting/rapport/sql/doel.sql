select
    doel_code,
    bovenliggend_doel_code,
    niveau,
    naam,
    andere_naam,
    kader,
    gemeente_code,
    volgnummer
from indicatoren.dim_doel
order by kader, volgnummer, doel_code
