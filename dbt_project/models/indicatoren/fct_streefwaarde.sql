select
    g.gemeente_code,
    s.indicator_code,
    s.uitsplitsing,
    s.jaar,
    s.document_code,
    s.streefwaarde,
    s.streefwaarde_getypt,
    s.vervallen,
    nullif(concat_ws(' ', s.kanttekening, s.toelichting), '') as toelichting,
    g.synthetisch,
    g.levering_id
from {{ ref('stg_pc__streefwaarden') }} as s
inner join {{ ref('int_pc_geldig') }} as g
    on s.levering_id = g.levering_id and s.rijnummer = g.rijnummer
