{#-
    The links between goals and what serves them, with a name beside every code. Products carry at most one hoofddoel, for which their
    whole budget counts; the other links say what they contribute to and are never added up.
-#}
with
aan_de_overkant as (
    select
        'product' as soort,
        product_code as code,
        naam
    from {{ ref('product') }}
    union all
    select
        'ontwikkelopgave' as soort,
        ontwikkelopgave_code as code,
        naam
    from {{ ref('ontwikkelopgave') }}
    union all
    select
        'sdg' as soort,
        sdg_code as code,
        naam
    from {{ ref('sdg') }}
)

select
    k.doel_code,
    k.soort,
    k.code,
    o.naam,
    k.is_hoofddoel
from {{ ref('doelkoppeling') }} as k
left join aan_de_overkant as o on k.soort = o.soort and k.code = o.code
