{#-
    What the goals cost in a year and phase, with the products that serve no goal, is what the account of their programme
    says, but for the rounding of its parts. All of it is published, so this is what a reader can check; it fails too where there
    are goals and no programme. Where the account has been said anew by a document without goals, the two may differ.
-#}
{{ config(tags=['financien']) }}
with
doelen as (
    select
        gemeente_code,
        jaar,
        fase,
        programma,
        max(document_code) as document_code,
        sum(lasten_eur) as lasten_eur
    from {{ ref('mart_lasten_per_doel') }}
    where fase <> 'raming'
    group by gemeente_code, jaar, fase, programma
),

zonder_doel as (
    select
        document_code,
        jaar,
        fase,
        programma,
        sum(bedrag_eur) as lasten_eur
    from {{ ref('fct_begrotingsregel') }}
    where niveau = 'product' and soort = 'lasten' and doel_code is null
    group by document_code, jaar, fase, programma
),

programma as (
    {% for fase in ['begroting_primair', 'begroting_na_wijziging', 'realisatie'] -%}
    select
        gemeente_code,
        jaar,
        '{{ fase }}' as fase,
        programma,
        document_code,
        {{ fase }}_eur as lasten_eur
    from {{ ref('mart_programmarekening') }}
    where regel = 'lasten'
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    d.gemeente_code,
    d.jaar,
    d.fase,
    d.programma,
    d.lasten_eur as doelen_eur,
    z.lasten_eur as zonder_doel_eur,
    t.lasten_eur as programma_eur
from doelen as d
left join zonder_doel as z
    on d.document_code = z.document_code and d.jaar = z.jaar and d.fase = z.fase and d.programma = z.programma
left join programma as t
    on d.gemeente_code = t.gemeente_code and d.jaar = t.jaar and d.fase = t.fase and d.programma = t.programma
left join {{ tolerantie_per_document() }} as e on d.document_code = e.document_code
where
    t.lasten_eur is null
    or (
        d.document_code = t.document_code
        and abs(d.lasten_eur + coalesce(z.lasten_eur, 0) - t.lasten_eur) > coalesce(e.tolerantie_eur, 1)
    )
