{#- What a programme costs and brings in is what its goals do, but for one printed unit. -#}
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
    totaal_niveau = 'programma'
    and deel_niveau = 'doel'
    and oordeel in ('wijkt_af', 'totaal_ontbreekt', 'delen_ontbreken')
