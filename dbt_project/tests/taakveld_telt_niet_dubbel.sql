{#-
    A report holds parts or their sum, never both, so that its rows add up to the municipality's total. A hoofdtaakveld is always a sum; so is
    what cannot be booked on and stands beside its own parts; and so is a taakveld with exactly the amount of two parts or more.
-#}
{{ config(tags=['financien']) }}
with
met_ouder as (
    select
        m.gemeente_code,
        m.verslagsoort,
        m.jaar,
        m.taakveld_code,
        m.lasten_eur,
        d.niveau,
        d.boekbaar,
        d.bovenliggende_code
    from {{ ref('mart_taakveld') }} as m
    inner join {{ ref('dim_taakveld') }} as d on m.taakveld_code = d.taakveld_code and m.jaar = d.jaar
),

delen as (
    select
        gemeente_code,
        verslagsoort,
        bovenliggende_code,
        sum(lasten_eur) as lasten_eur,
        sum(case when lasten_eur <> 0 then 1 else 0 end) as aantal
    from met_ouder
    group by gemeente_code, verslagsoort, bovenliggende_code
)

select
    m.gemeente_code,
    m.verslagsoort,
    m.taakveld_code
from met_ouder as m
left join delen as d
    on m.gemeente_code = d.gemeente_code and m.verslagsoort = d.verslagsoort and m.taakveld_code = d.bovenliggende_code
where
    m.niveau = 'hoofdtaakveld'
    or (not m.boekbaar and d.bovenliggende_code is not null)
    or (m.lasten_eur = d.lasten_eur and d.aantal > 1)
