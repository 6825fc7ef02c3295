{#
    The deviation of a product is that of its result: what it cost, brought in and did to the reserves. A document that gives the amended
    budget beside the realisation goes first. Where none does, as when the amended budget is that of an interim report, the newest of each
    stand side by side.
#}
with
resultaat as (
    select *
    from {{ ref('int_begrotingsbedrag') }}
    where niveau = 'product' and regel = 'resultaat'
),

met_beide as (
    select distinct
        gemeente_code,
        jaar,
        programma,
        document_code
    from resultaat
    where kolom = 'afwijking' and nieuwste
),

naast_elkaar as (
    select
        r.gemeente_code,
        r.jaar,
        r.document_code,
        r.programma,
        r.code as product_code,
        r.naam as product,
        b.bedrag_eur as begroting_na_wijziging_eur,
        r.bedrag_eur as realisatie_eur,
        cast({{ afwijking("'resultaat'", 'b.bedrag_eur', 'r.bedrag_eur') }} as decimal(18, 2)) as afwijking_eur,
        b.synthetisch or r.synthetisch as synthetisch
    from resultaat as r
    inner join resultaat as b
        on
            r.gemeente_code = b.gemeente_code
            and r.jaar = b.jaar
            and r.programma = b.programma
            and r.code = b.code
    left join met_beide as m
        on
            r.gemeente_code = m.gemeente_code
            and r.jaar = m.jaar
            and r.programma = m.programma
    where
        r.kolom = 'realisatie'
        and b.kolom = 'begroting_na_wijziging'
        and (
            (m.document_code is null and r.nieuwste and b.nieuwste)
            or (r.document_code = m.document_code and b.document_code = m.document_code)
        )
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
from naast_elkaar
