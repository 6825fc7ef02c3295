select
    gemeente_code,
    document_code,
    doel_code,
    nummer,
    actie,
    moment,
    status,
    toelichting,
    synthetisch,
    levering_id
from indicatoren.fct_actie
order by gemeente_code asc, doel_code asc, document_code asc, nummer asc, moment desc nulls last
