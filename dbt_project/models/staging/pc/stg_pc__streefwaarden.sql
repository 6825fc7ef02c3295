select
    levering_id,
    rijnummer,
    trim(document) as document_code,
    trim(indicator) as indicator_code,
    lower(coalesce(nullif(trim(uitsplitsing), ''), 'totaal')) as uitsplitsing,
    try_cast(jaar as int) as jaar,
    streefwaarde as streefwaarde_getypt,
    {{ getypt_getal('streefwaarde') }} as streefwaarde,
    {{ getypt_soort('streefwaarde') }} as streefwaarde_soort,
    streefwaarde is null or coalesce({{ getypt_bijzonderheid('streefwaarde') }} = 'vervallen', false) as vervallen,
    {{ getypt_zin('streefwaarde', 'try_cast(jaar as int)') }} as kanttekening,
    toelichting
from {{ source('pc', 'streefwaarden') }}
