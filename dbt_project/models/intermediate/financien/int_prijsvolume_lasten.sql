{#
    The lasten of the products with clients, per group (seed prijsvolumetaakveld). Taakvelden that are in no group are
    kept as the group overig, so that the groups add up to the product.
-#}
with
product as (
    select distinct product_code
    from {{ ref('prijsvolumegroep') }}
),

{# A year can be in more documents than one: the newest one that has lines of the product counts, whole. -#}
regel as (
    select
        r.gemeente_code,
        r.product_code,
        r.jaar,
        r.fase,
        r.document_code,
        r.taakveld_code,
        r.bedrag_eur,
        r.synthetisch,
        rank() over (
            partition by r.gemeente_code, r.product_code, r.jaar, r.fase
            order by d.volgorde_datum desc, d.document_code desc
        ) as rang
    from {{ ref('int_begrotingsregel') }} as r
    inner join product as p on r.product_code = p.product_code
    inner join {{ ref('document') }} as d on r.document_code = d.document_code
    where
        r.niveau = 'taakveld'
        and r.soort = 'lasten'
        and r.fase in ('realisatie', 'begroting_na_wijziging')
),

in_groep as (
    select
        r.gemeente_code,
        r.product_code,
        r.jaar,
        r.fase,
        r.document_code,
        coalesce(t.groep, 'overig') as groep,
        r.bedrag_eur,
        r.synthetisch
    from regel as r
    left join {{ ref('prijsvolumetaakveld') }} as t
        on
            r.product_code = t.product_code
            and r.taakveld_code = t.taakveld_code
            and r.jaar between t.jaar_van and coalesce(t.jaar_tot, r.jaar)
    where r.rang = 1
)

select
    gemeente_code,
    product_code,
    jaar,
    fase,
    document_code,
    groep,
    cast(sum(bedrag_eur) as decimal(18, 2)) as lasten_eur,
    max(case when synthetisch then 1 else 0 end) = 1 as synthetisch
from in_groep
group by gemeente_code, product_code, jaar, fase, document_code, groep
