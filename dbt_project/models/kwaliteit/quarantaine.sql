select
    levering_id,
    object,
    cast(rijnummer as bigint) as rijnummer,
    controle_id,
    kolom,
    reden
from {{ source('state', 'quarantaine') }}
