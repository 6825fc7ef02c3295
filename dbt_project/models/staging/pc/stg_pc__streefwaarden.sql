{# A workbook may hold a year as 2024,0. -#}
{% set jaar = 'cast(' ~ decimaal('jaar') ~ ' as int)' -%}
select
    levering_id,
    rijnummer,
    trim(document) as document_code,
    trim(indicator) as indicator_code,
    lower(coalesce(nullif(trim(uitsplitsing), ''), 'totaal')) as uitsplitsing,
    {{ jaar }} as jaar,
    streefwaarde as streefwaarde_getypt,
    {{ getypt_getal('streefwaarde') }} as streefwaarde,
    {{ getypt_soort('streefwaarde') }} as streefwaarde_soort,
    streefwaarde is null or coalesce({{ getypt_bijzonderheid('streefwaarde') }} = 'vervallen', false) as vervallen,
    {{ getypt_zin('streefwaarde', jaar) }} as kanttekening,
    toelichting
from {{ source('pc', 'streefwaarden') }}
