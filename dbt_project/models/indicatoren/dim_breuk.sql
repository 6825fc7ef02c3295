select
    indicator_code,
    jaar,
    van_versie,
    naar_versie,
    uitleg,
    document_code
from {{ ref('indicatorbreuk') }}
