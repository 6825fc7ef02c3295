select
    levering_id,
    rijnummer,
    kind_id,
    try_cast(geboortejaar as int) as geboortejaar,
    try_cast(jaar as int) as jaar,
    trim(inkomensgroep) as inkomensgroep,
    {{ datum('eerste_verstrekking', ['jjjj-mm-dd', 'dd-mm-jjjj']) }} as datum_eerste_verstrekking
from {{ source('leergeld', 'kinderen') }}
