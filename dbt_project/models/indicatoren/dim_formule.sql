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
    factor
from {{ ref('indicatorformule') }}
