select
    levering_id,
    rijnummer,
    voorziening_id,
    huishouden_id,
    persoon_id,
    soort_voorziening,
    {{ datum('datum_ingang', 'dd-mm-jjjj') }} as datum_start,
    {{ datum('datum_einde', 'dd-mm-jjjj') }} as datum_einde,
    {{ decimaal('uren_per_week') }} as uren_per_week,
    {{ decimaal('loonwaarde_pct') }} as loonwaarde_pct,
    werkgever_soort
from {{ source('ssd', 'voorzieningen') }}
