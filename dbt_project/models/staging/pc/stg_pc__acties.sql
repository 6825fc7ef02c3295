select
    levering_id,
    rijnummer,
    trim(document) as document_code,
    trim(doel) as doel_code,
    nummer,
    actie,
    trim(moment) as moment,
    trim(status) as status,
    toelichting
from {{ source('pc', 'acties') }}
