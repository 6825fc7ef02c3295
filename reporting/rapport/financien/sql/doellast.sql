-- One row per goal, document, year and phase.
select
    gemeente_code,
    jaar,
    document_code,
    fase,
    doel_code,
    doelnaam,
    programma,
    lasten_eur,
    synthetisch
from financien.mart_lasten_per_doel
order by gemeente_code, programma, jaar, document_code, fase, doel_code
