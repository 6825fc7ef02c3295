{#
    Every boekjaar of which CBS published lists: those that seed iv3_code speaks of. Between the first and the last there is no gap, and the
    years are counted out because DuckDB and Spark have no function for it in common.
-#}
with
gepubliceerd as (
    select
        min(van_jaar) as eerste_jaar,
        max(tot_jaar) as laatste_jaar
    from {{ ref('iv3_code') }}
),

nummer as (
    {%- for nummer in range(100) %}
    select {{ nummer }} as nummer
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

boekjaar as (
    select g.eerste_jaar + n.nummer as jaar
    from gepubliceerd as g
    inner join nummer as n on g.eerste_jaar + n.nummer <= g.laatste_jaar
),

per_jaar as (
    select
        t.taakveld_code,
        cast(j.jaar as int) as jaar,
        t.naam,
        t.bovenliggende_code,
        t.niveau,
        t.boekbaar
    from {{ ref('taakveld') }} as t
    inner join boekjaar as j on t.van_jaar <= j.jaar and (t.tot_jaar is null or t.tot_jaar >= j.jaar)
)

select
    t.taakveld_code,
    t.jaar,
    t.naam,
    t.bovenliggende_code,
    t.niveau,
    t.boekbaar,
    case t.niveau
        when 'hoofdtaakveld' then t.taakveld_code
        when 'taakveld' then t.bovenliggende_code
        when 'subtaakveld' then ouder.bovenliggende_code
    end as hoofdtaakveld_code
from per_jaar as t
left join per_jaar as ouder on t.bovenliggende_code = ouder.taakveld_code and t.jaar = ouder.jaar
