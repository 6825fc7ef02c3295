-- One row per standing warning.
select
    bron,
    feed,
    gemeente_code,
    controle_id,
    regel,
    levering_id,
    bestandsnaam,
    reden,
    aanvaard,
    aanvaard_reden
from kwaliteit.mart_waarschuwing
order by aanvaard, bron, feed, gemeente_code, controle_id, levering_id
