select
    levering_id,
    rijnummer,
    trim(gemeente_code) as gemeente_code,
    trim(verslagsoort) as verslagsoort,
    {{ jaartal('substr(trim(verslagsoort), 1, 4)') }} as jaar,
    cast({{ decimaal('inwoners') }} as int) as inwoners,
    trim(taakveld) as taakveld_code,
    {{ decimaal('lasten_x1000', 'decimal(18, 5)') }} as lasten_x1000
from {{ source('iv3', 'lasten') }}
