select
    levering_id,
    rijnummer,
    kind_id,
    try_cast(geboortejaar as int) as geboortejaar,
    cast({{ decimaal('jaar') }} as int) as jaar,
    lower(trim(inkomensgroep)) as inkomensgroep,
    {{ datum('eerste_verstrekking', ['jjjj-mm-dd', 'dd-mm-jjjj']) }} as datum_eerste_verstrekking
from {{ source('leergeld', 'kinderen') }}
