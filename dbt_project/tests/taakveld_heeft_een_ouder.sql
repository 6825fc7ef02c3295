{#- Every taakveld hangs, in its own boekjaar, under one that exists; at the top of each tree is a hoofdtaakveld. -#}
{{ config(tags=['financien']) }}
select
    t.taakveld_code,
    t.jaar,
    t.bovenliggende_code,
    t.hoofdtaakveld_code
from {{ ref('dim_taakveld') }} as t
left join {{ ref('dim_taakveld') }} as ouder
    on t.bovenliggende_code = ouder.taakveld_code and t.jaar = ouder.jaar
left join {{ ref('dim_taakveld') }} as hoofd
    on t.hoofdtaakveld_code = hoofd.taakveld_code and t.jaar = hoofd.jaar and hoofd.niveau = 'hoofdtaakveld'
where
    hoofd.taakveld_code is null
    or (t.niveau <> 'hoofdtaakveld' and ouder.taakveld_code is null)
    or (t.niveau = 'hoofdtaakveld' and t.bovenliggende_code is not null)
