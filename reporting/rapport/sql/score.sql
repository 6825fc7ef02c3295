select
    gemeente_code,
    indicator_code,
    uitsplitsing,
    jaar,
    definitie_versie,
    realisatie,
    streefwaarde,
    document_code,
    afwijking,
    oordeel,
    breuk,
    status,
    synthetisch
from indicatoren.mart_indicatorscore
order by gemeente_code, indicator_code, uitsplitsing, jaar
