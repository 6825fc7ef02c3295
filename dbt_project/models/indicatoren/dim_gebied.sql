select
    gemeente_code,
    soort,
    gebied_code,
    naam,
    peiljaar
from {{ ref('gebied') }}
