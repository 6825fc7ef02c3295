{#
    National data with names instead of codes: which municipality was called so on the first day of the boekjaar. Names come back over
    time, and dim_gemeente tells some apart by a suffix in brackets that CBS does not print everywhere: the exact name goes before
    one without its suffix, and a name that fits two municipalities fits none. A name that cannot be placed keeps its row.
-#}
with
naam as (
    select distinct
        t.levering_id,
        l.jaar,
        t.gemeente_naam
    from {{ ref('stg_iv3__taakveldtabel') }} as t
    inner join {{ ref('int_iv3_levering') }} as l on t.levering_id = l.levering_id
    where t.gemeente_naam <> 'Nederland'
),

gemeente as (
    select
        gemeente_code,
        naam,
        regexp_replace(naam, ' [(][^()]*[)]$', '') as naam_zonder_toevoeging,
        begindatum,
        einddatum
    from {{ ref('dim_gemeente') }}
),

kandidaat as (
    select
        n.levering_id,
        n.gemeente_naam,
        g.gemeente_code,
        rank() over (
            partition by n.levering_id, n.gemeente_naam
            order by case when n.gemeente_naam = g.naam then 1 else 2 end
        ) as rang
    from naam as n
    inner join gemeente as g
        on
            n.gemeente_naam in (g.naam, g.naam_zonder_toevoeging)
            and {{ bestond_op(eerste_dag('n.jaar'), 'g.begindatum', 'g.einddatum') }}
),

geplaatst as (
    select
        levering_id,
        gemeente_naam,
        min(gemeente_code) as gemeente_code
    from kandidaat
    where rang = 1
    group by levering_id, gemeente_naam
    having count(*) = 1
)

select
    n.levering_id,
    n.jaar,
    n.gemeente_naam,
    g.gemeente_code
from naam as n
left join geplaatst as g on n.levering_id = g.levering_id and n.gemeente_naam = g.gemeente_naam
