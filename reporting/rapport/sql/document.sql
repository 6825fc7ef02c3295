select
    document_code,
    naam,
    gemeente_code,
    soort,
    jaar
from indicatoren.dim_document
order by volgorde_datum, document_code
