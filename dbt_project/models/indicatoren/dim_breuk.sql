select
    indicator_code,
    uitsplitsing,
    jaar,
    van_versie,
    naar_versie,
    uitleg,
    document_code
from {{ ref('indicatorbreuk') }}
