{# Dates come from a workbook: real dates arrive as ISO text, dates that somebody typed as dd-mm-jjjj. -#}
{% set formaten = ['dd-mm-jjjj', 'jjjj-mm-dd'] -%}
select
    levering_id,
    rijnummer,
    client_id,
    persoon_id,
    {{ datum('datum_in', formaten) }} as datum_start,
    {{ datum('datum_uit', formaten) }} as datum_einde
from {{ source('vis2', 'maatschappelijke_opvang') }}
