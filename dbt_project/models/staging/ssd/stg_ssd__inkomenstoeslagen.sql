select
    levering_id,
    rijnummer,
    beschikking_id,
    huishouden_id,
    persoon_id,
    {{ datum('datum_aanvraag', 'dd-mm-jjjj') }} as datum_aanvraag,
    {{ datum('datum_besluit', 'dd-mm-jjjj') }} as datum_besluit,
    besluit,
    {{ decimaal('bedrag') }} as bedrag
from {{ source('ssd', 'inkomenstoeslagen') }}
