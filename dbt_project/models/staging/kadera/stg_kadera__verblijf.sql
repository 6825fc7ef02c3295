{# Dates come from a workbook: real dates arrive as ISO text, dates that somebody typed as dd-mm-jjjj. -#}
{% set formaten = ['dd-mm-jjjj', 'jjjj-mm-dd'] -%}
select
    levering_id,
    rijnummer,
    client_id,
    case lower(trim(vorm))
        when 'noodbed' then 'Noodbed'
        when 'safehouse' then 'Safehouse'
        when 'intensief' then 'Intensief'
    end as vorm,
    {{ datum('instroom', formaten) }} as datum_start,
    {{ datum('uitstroom', formaten) }} as datum_einde
from {{ source('kadera', 'verblijf') }}
