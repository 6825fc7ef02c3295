select
    g.gemeente_code,
    a.document_code,
    a.doel_code,
    a.nummer,
    a.actie,
    a.moment,
    a.status,
    a.toelichting,
    g.synthetisch,
    g.levering_id
from {{ ref('stg_pc__acties') }} as a
inner join {{ ref('int_pc_geldig') }} as g
    on a.levering_id = g.levering_id and a.rijnummer = g.rijnummer
