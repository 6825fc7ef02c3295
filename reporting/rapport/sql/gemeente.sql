-- The municipalities that the report is about: those with goals or a document of their own to answer for.
with genoemd as (
    select gemeente_code
    from indicatoren.dim_doel
    union
    select gemeente_code
    from indicatoren.dim_document
)

select
    g.gemeente_code,
    g.naam
from indicatoren.dim_gemeente as g
inner join genoemd on g.gemeente_code = genoemd.gemeente_code
order by g.naam
