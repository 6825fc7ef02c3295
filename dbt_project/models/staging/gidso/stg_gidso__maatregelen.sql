select
    levering_id,
    rijnummer,
    maatregel_id,
    client_id,
    persoon_id,
    try_cast(geboortejaar as int) as geboortejaar,
    type_maatregel,
    {{ datum('startdatum', 'jjjj-mm-dd') }} as datum_start,
    {{ datum('einddatum', 'jjjj-mm-dd') }} as datum_einde,
    instelling_agb
from {{ source('gidso', 'maatregelen') }}
