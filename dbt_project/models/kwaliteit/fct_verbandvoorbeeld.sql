select
    s.controle_id,
    v.levering_id,
    l.bron,
    l.feed,
    l.gemeente_code,
    l.bestandsnaam,
    v.object,
    v.rijnummer
from {{ ref('int_verband_staand') }} as s
inner join {{ source('state', 'voorbeeld') }} as v on s.controle_id = v.controle_id and s.run_id = v.run_id
inner join {{ ref('fct_levering') }} as l on v.levering_id = l.levering_id
