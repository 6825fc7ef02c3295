{#
    CBS names municipalities and taakvelden here, and cuts a long description off with two points: of a taakveld only its code
    is kept. Code and description are divided by the first space.
-#}
select
    levering_id,
    rijnummer,
    trim(gemeente) as gemeente_naam,
    split_part(trim(taakveld), ' ', 1) as taakveld_code,
    {{ decimaal('lasten', 'decimal(18, 5)') }} as lasten_x1000,
    {{ decimaal('baten', 'decimal(18, 5)') }} as baten_x1000,
    cast({{ decimaal('inwonertal') }} as int) as inwoners
from {{ source('iv3', 'taakveldtabel') }}
