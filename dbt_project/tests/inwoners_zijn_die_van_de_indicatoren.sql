{#- Amounts per inhabitant and indicators per inhabitant are of the same inhabitants. -#}
{{ config(tags=['financien']) }}
with
van_indicatoren as (
    select
        gemeente_code,
        jaar,
        waarde
    from {{ ref('fct_component') }}
    where component_code = 'cbs_inwoners' and uitsplitsing = 'totaal' and bekend_tot is null
)

select
    coalesce(b.gemeente_code, i.gemeente_code) as gemeente_code,
    coalesce(b.jaar, i.jaar) as jaar,
    b.inwoners,
    i.waarde
from {{ ref('int_inwoners') }} as b
full outer join van_indicatoren as i on b.gemeente_code = i.gemeente_code and b.jaar = i.jaar
where b.inwoners is null or i.waarde is null or b.inwoners <> i.waarde
