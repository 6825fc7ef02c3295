select
    v.levering_id,
    l.bron,
    l.feed,
    l.gemeente_code,
    l.bestandsnaam,
    v.object,
    v.soort,
    v.kolom,
    v.gevonden,
    v.verwacht,
    v.voorstel
from {{ source('state', 'verschil') }} as v
inner join {{ ref('fct_levering') }} as l on v.levering_id = l.levering_id
