select
    document_code,
    naam,
    gemeente_code,
    soort,
    jaar,
    volgorde_datum
from {{ ref('document') }}
