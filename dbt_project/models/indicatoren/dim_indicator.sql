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
    doel_code,
    bronnen,
    geldig_van_jaar,
    geldig_tot_jaar,
    breuk
from {{ ref('indicator') }}
