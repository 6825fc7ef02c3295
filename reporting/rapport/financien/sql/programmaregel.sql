-- One row per line of the account of a programme, newest year first.
select
    gemeente_code,
    jaar,
    document_code,
    programma,
    regel,
    begroting_primair_eur,
    begroting_na_wijziging_eur,
    realisatie_eur,
    afwijking_eur,
    synthetisch
from financien.mart_programmarekening
order by gemeente_code asc, jaar desc, document_code asc, programma asc, regelnummer asc
