{#- Products rolled up to their hoofddoel give what the document prints per goal, but for one printed unit. -#}
{{ config(tags=['financien']) }}
select
    document_code,
    jaar,
    fase,
    code,
    soort,
    totaal_eur,
    delen_eur,
    oordeel
from {{ ref('mart_begrotingscontrole') }}
where
    totaal_niveau = 'doel'
    and deel_niveau = 'product'
    and oordeel in ('wijkt_af', 'totaal_ontbreekt', 'delen_ontbreken')
