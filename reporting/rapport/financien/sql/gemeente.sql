-- One row per municipality that there is or was.
select
    gemeente_code,
    naam
from indicatoren.dim_gemeente
order by gemeente_code
