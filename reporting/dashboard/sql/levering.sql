-- One row per delivery, newest first, as the status of a feed counts them.
select
    levering_id,
    bron,
    feed,
    gemeente_code,
    peildatum,
    volgnummer,
    bestandsnaam,
    sha256,
    ontvangen_op,
    status,
    reden,
    coalesce(rijen_gelezen, 0) as rijen_gelezen,
    coalesce(rijen_geladen, 0) as rijen_geladen,
    coalesce(rijen_quarantaine, 0) as rijen_quarantaine
from kwaliteit.fct_levering
order by bron asc, feed asc, gemeente_code asc, peildatum desc, volgnummer desc, ontvangen_op desc, levering_id asc
