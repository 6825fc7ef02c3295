{#- What is divided over taakvelden, a product mostly, is what those add up to, but for one printed unit. -#}
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
where deel_niveau = 'taakveld' and oordeel in ('wijkt_af', 'totaal_ontbreekt', 'delen_ontbreken')
