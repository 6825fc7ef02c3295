-- One row per gemeente.
select
    gemeente_code,
    naam
from indicatoren.dim_gemeente
order by gemeente_code
