-- One row per budget line, in the order of its delivery.
select
    gemeente_code,
    document_code,
    jaar,
    fase,
    programma,
    doel_code,
    product,
    taakveld_code,
    niveau,
    soort,
    bedrag_eur,
    levering_id,
    rijnummer,
    synthetisch
from financien.fct_begrotingsregel
order by gemeente_code, document_code, levering_id, rijnummer
