select
    gemeente_code,
    indicator_code,
    definitie_versie,
    uitsplitsing,
    jaar,
    peildatum,
    teller,
    noemer,
    waarde,
    eenheid,
    status,
    kanttekening,
    synthetisch,
    bekend_vanaf,
    bekend_tot
from indicatoren.fct_indicator
order by gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar, bekend_vanaf
