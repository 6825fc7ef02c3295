select
    doel_code,
    bovenliggend_doel_code,
    niveau,
    naam,
    andere_naam,
    kader,
    gemeente_code,
    volgnummer
from {{ ref('doel') }}
