select
    product_code,
    naam,
    naam_jaarrekening_2024,
    kader,
    gemeente_code
from {{ ref('product') }}
