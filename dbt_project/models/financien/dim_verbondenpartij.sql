select
    partij_code,
    naam,
    rechtsvorm,
    omschrijving,
    gemeente_code
from {{ ref('verbondenpartij') }}
