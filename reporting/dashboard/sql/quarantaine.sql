-- One row per delivery, object and rule with open work, most rows first.
select
    bron,
    feed,
    gemeente_code,
    levering_id,
    bestandsnaam,
    peildatum,
    levering_status,
    object,
    controle_id,
    kolom,
    regel,
    verwachting,
    aantal,
    rijnummers,
    sinds
from kwaliteit.mart_quarantaine
order by
    bron asc, feed asc, gemeente_code asc, peildatum desc, levering_id asc, aantal desc, object asc, controle_id asc
