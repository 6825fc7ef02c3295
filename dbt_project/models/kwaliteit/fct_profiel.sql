select
    p.levering_id,
    l.bron,
    l.feed,
    l.gemeente_code,
    l.peildatum,
    p.object,
    p.maat,
    p.kolom,
    p.sleutel,
    p.waarde
from {{ source('state', 'profiel') }} as p
inner join {{ ref('fct_levering') }} as l on p.levering_id = l.levering_id
