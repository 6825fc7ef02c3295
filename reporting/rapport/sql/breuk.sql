select
    indicator_code,
    uitsplitsing,
    jaar,
    van_versie,
    naar_versie,
    uitleg,
    document_code
from indicatoren.dim_breuk
order by indicator_code, jaar, naar_versie, uitsplitsing
