-- The newest definition first.
select
    indicator_code,
    definitie_versie,
    naam,
    omschrijving,
    teller,
    noemer,
    eenheid,
    decimalen,
    richting,
    kader,
    soort,
    doel_code,
    speerpunt_code,
    bronnen,
    geldig_van_jaar,
    geldig_tot_jaar,
    breuk,
    drempel,
    niet_berekend
from indicatoren.dim_indicator
order by indicator_code asc, coalesce(geldig_tot_jaar, 9999) desc, definitie_versie desc
