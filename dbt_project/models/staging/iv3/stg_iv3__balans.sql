select
    levering_id,
    rijnummer,
    onderdeel,
    trim(balanscode) as balanscode,
    trim(categorie) as categorie,
    trim(standper) as standper,
    {{ decimaal('bedrag', 'decimal(18, 2)') }} as bedrag_eur
from {{ source('iv3', 'balans') }}
