{# The goals that verbonden partijen contribute to, with the names beside the codes. #}
select
    k.partij_code,
    p.naam as partij,
    k.doel_code,
    d.naam as doel,
    k.document_code
from {{ ref('verbondenpartijdoel') }} as k
left join {{ ref('verbondenpartij') }} as p on k.partij_code = p.partij_code
left join {{ ref('dim_doel') }} as d on k.doel_code = d.doel_code
