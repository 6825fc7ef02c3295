-- The municipalities that the report is about: those with a goal of their own, or a figure.
with genoemd as (
    select gemeente_code
    from indicatoren.dim_doel
    union
    select gemeente_code
    from indicatoren.fct_indicator
)

select
    g.gemeente_code,
    g.naam
from indicatoren.dim_gemeente as g
inner join genoemd on g.gemeente_code = genoemd.gemeente_code
order by g.naam
