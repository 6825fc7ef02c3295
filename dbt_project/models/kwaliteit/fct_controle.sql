select
    run_id,
    controle_id,
    levering_id,
    bron,
    feed,
    object,
    kolom,
    regel,
    ernst,
    geslaagd,
    cast(aantal as bigint) as aantal,
    cast(aantal_fout as bigint) as aantal_fout,
    cast(uitgevoerd_op as timestamp) as uitgevoerd_op,
    reden
from {{ source('state', 'controle') }}
