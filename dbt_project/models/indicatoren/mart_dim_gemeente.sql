{#
    Published as dim_gemeente; dbt wants another resource name than the seed's. The regions are those of one year: a municipality
    that was gone by then, or came later, has none.
-#}
{{ config(alias='dim_gemeente') }}
with
gebieden as (
    select
        gemeente_code,
        max(case when soort = 'provincie' then gebied_code end) as provincie_code,
        max(case when soort = 'provincie' then naam end) as provincie,
        max(case when soort = 'ggd_regio' then naam end) as ggd_regio,
        max(case when soort = 'jeugdregio' then naam end) as jeugdregio,
        max(case when soort = 'veilig_thuis_regio' then naam end) as veilig_thuis_regio,
        max(peiljaar) as gebied_peiljaar
    from {{ ref('gebied') }}
    group by gemeente_code
)

select
    g.gemeente_code,
    g.naam,
    g.begindatum,
    g.einddatum,
    r.provincie_code,
    r.provincie,
    r.ggd_regio,
    r.jeugdregio,
    r.veilig_thuis_regio,
    r.gebied_peiljaar
from {{ ref('dim_gemeente') }} as g
left join gebieden as r on g.gemeente_code = r.gemeente_code
