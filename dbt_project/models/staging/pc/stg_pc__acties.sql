{# People type capitals as they like; a workbook keeps action 1.1 as the number 1,1. -#}
select
    levering_id,
    rijnummer,
    trim(document) as document_code,
    trim(doel) as doel_code,
    replace(trim(nummer), ',', '.') as nummer,
    actie,
    upper(trim(moment)) as moment,
    lower(trim(status)) as status,
    toelichting
from {{ source('pc', 'acties') }}
