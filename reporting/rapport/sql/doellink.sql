select
    doel_code,
    soort,
    code,
    naam,
    is_hoofddoel
from indicatoren.brug_doel
order by doel_code, soort, naam
