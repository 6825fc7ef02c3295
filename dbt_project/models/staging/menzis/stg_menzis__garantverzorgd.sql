{# The counts stay text here: '<5' is information that the component keeps beside the number. -#}
select
    levering_id,
    rijnummer,
    lower(trim(peilmaand)) as peilmaand,
    garantverzorgd_1,
    garantverzorgd_2,
    garantverzorgd_3,
    garantverzorgd_overig,
    totaal
from {{ source('menzis', 'garantverzorgd') }}
