-- One row per product and year, the largest voordeel first.
select
    gemeente_code,
    jaar,
    document_code,
    programma,
    product_code,
    product,
    begroting_na_wijziging_eur,
    realisatie_eur,
    afwijking_eur,
    oordeel,
    synthetisch
from financien.mart_productafwijking
order by gemeente_code asc, jaar desc, document_code asc, programma asc, afwijking_eur desc, product_code asc
