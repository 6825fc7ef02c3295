{# Codes of taakvelden are text: 0.10 is another taakveld than 0.1. -#}
select
    levering_id,
    rijnummer,
    onderdeel,
    trim(taakveld) as taakveld_code,
    trim(categorie) as categorie,
    {{ decimaal('bedrag', 'decimal(18, 2)') }} as bedrag_eur
from {{ source('iv3', 'rekening') }}
