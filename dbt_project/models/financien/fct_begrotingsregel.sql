select
    gemeente_code,
    jaar,
    document_code,
    fase,
    programma,
    doel_code,
    product,
    taakveld_code,
    soort,
    bedrag_eur,
    niveau,
    product_code,
    eenheid,
    synthetisch,
    levering_id,
    rijnummer
from {{ ref('int_begrotingsregel') }}
