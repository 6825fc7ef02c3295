-- One row per document, the oldest first.
select
    document_code,
    naam,
    gemeente_code,
    jaar
from indicatoren.dim_document
order by volgorde_datum, document_code
