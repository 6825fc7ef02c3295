select
    levering_id,
    rijnummer,
    uitkering_id,
    huishouden_id,
    persoon_id,
    partner_persoon_id,
    regeling,
    {{ datum('datum_ingang', 'dd-mm-jjjj') }} as datum_start,
    {{ datum('datum_einde', 'dd-mm-jjjj') }} as datum_einde,
    try_cast(geboortejaar as int) as geboortejaar,
    postcode4,
    {{ ja_nee('doelgroep_lks') }} as is_doelgroep_lks,
    {{ decimaal('bedrag_maand') }} as bedrag_maand
from {{ source('ssd', 'uitkeringen') }}
