{# Which goals verbonden partijen contribute to, with the names beside the codes. Municipalities can share a party. #}
select
    d.gemeente_code,
    k.partij_code,
    p.naam as partij,
    k.doel_code,
    o.naam as doel,
    k.document_code
from {{ ref('verbondenpartijdoel') }} as k
left join {{ ref('document') }} as d on k.document_code = d.document_code
left join {{ ref('verbondenpartij') }} as p on k.partij_code = p.partij_code and d.gemeente_code = p.gemeente_code
left join {{ ref('dim_doel') }} as o on k.doel_code = o.doel_code
