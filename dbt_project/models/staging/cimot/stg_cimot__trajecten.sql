select
    levering_id,
    rijnummer,
    traject_id,
    client_id,
    persoon_id,
    soort,
    gemeente_herkomst as gemeente_herkomst_code,
    {{ datum('begin', 'jjjjmmdd') }} as datum_start,
    {{ datum('eind', 'jjjjmmdd') }} as datum_einde
from {{ source('cimot', 'trajecten') }}
