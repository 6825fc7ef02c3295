select
    controle_id,
    bron,
    feed
from {{ source('state', 'verband') }}
