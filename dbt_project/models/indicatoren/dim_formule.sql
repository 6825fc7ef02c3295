select
    indicator_code,
    definitie_versie,
    uitsplitsing,
    jaar_van,
    jaar_tot,
    teller_component,
    teller_uitsplitsing,
    noemer_component,
    noemer_uitsplitsing,
    noemer_constante,
    factor,
    aftrek_teller_component,
    aftrek_teller_uitsplitsing,
    aftrek_noemer_component,
    aftrek_noemer_uitsplitsing,
    eenheid
from {{ ref('indicatorformule') }}
