select
    sdg_code,
    naam
from {{ ref('sdg') }}
