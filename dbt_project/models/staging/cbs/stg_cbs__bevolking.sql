{# CBS pads codes with spaces in some tables. -#}
select
    levering_id,
    rijnummer,
    trim(measure) as measure,
    value_attribute,
    {{ decimaal('value', 'decimal(18, 4)') }} as waarde,
    trim(regio) as regio_code,
    trim(periode) as periode_code,
    status as periode_status
from {{ source('cbs', 'bevolking') }}
