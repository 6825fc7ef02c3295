-- One row per amount of a budget and its estimates, from programme to product.
select
    gemeente_code,
    document_code,
    jaar,
    fase,
    programma,
    niveau,
    code,
    onderdeel,
    regel,
    bedrag_eur,
    synthetisch
from financien.mart_meerjarenraming
order by
    gemeente_code, document_code, programma, case niveau when 'programma' then 0 when 'doel' then 1 else 2 end, code,
    regelnummer, jaar
