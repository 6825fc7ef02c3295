{# The value stays the text that the municipality wrote: CBS takes it as text too. -#}
select
    levering_id,
    rijnummer,
    onderdeel,
    trim(code) as code,
    trim(verslagperiode) as verslagperiode,
    waarde
from {{ source('iv3', 'kengetal') }}
