{#- The deviation of a product is that of its result: what it cost, brought in and did to the reserves. -#}
with
resultaat as (
    select
        gemeente_code,
        jaar,
        document_code,
        programma,
        code as product_code,
        naam as product,
        max(case when kolom = 'begroting_na_wijziging' then bedrag_eur end) as begroting_na_wijziging_eur,
        max(case when kolom = 'realisatie' then bedrag_eur end) as realisatie_eur,
        max(case when kolom = 'afwijking' then bedrag_eur end) as afwijking_eur,
        max(case when kolom = 'afwijking' and nieuwste then 1 end) as geldt,
        max(case when synthetisch then 1 else 0 end) = 1 as synthetisch
    from {{ ref('int_begrotingsbedrag') }}
    where niveau = 'product' and regel = 'resultaat'
    group by gemeente_code, jaar, document_code, programma, code, naam
)

select
    gemeente_code,
    jaar,
    document_code,
    product,
    afwijking_eur,
    case when afwijking_eur > 0 then 'voordeel' when afwijking_eur < 0 then 'nadeel' end as oordeel,
    product_code,
    programma,
    begroting_na_wijziging_eur,
    realisatie_eur,
    synthetisch
from resultaat
where geldt = 1
