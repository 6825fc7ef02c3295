{#
    Year and breakdown stay as typed, but for capitals and the total that nobody types: '2023-HJ1' is no year, and the
    breakdown also says what kind of figure was printed.
-#}
select
    levering_id,
    rijnummer,
    trim(document) as document_code,
    trim(indicator) as indicator_code,
    coalesce(lower(nullif(trim(uitsplitsing), '')), 'totaal') as uitsplitsing_getypt,
    nullif(trim(jaar), '') as jaar_getypt,
    waarde as waarde_gedrukt,
    {{ getypt_getal('waarde') }} as waarde,
    {{ getypt_soort('waarde') }} as waarde_soort,
    {{ getypt_decimalen('waarde') }} as decimalen,
    {{ getypt_zin('waarde', 'try_cast(substr(trim(jaar), 1, 4) as int)') }} as kanttekening,
    trim(eenheid) as eenheid
from {{ source('pc', 'publicaties') }}
