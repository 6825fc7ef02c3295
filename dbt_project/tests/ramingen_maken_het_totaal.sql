{#-
    Every year of a document that looks ahead: the goals (doelenbomen), with the products that serve no goal, make the
    programme, for lasten and for baten, but for the rounding of its parts. A year with goals and no total fails too, and
    so does a year in which only one of the two is divided, unless the document does not print the other (seed documentleemte).
-#}
{{ config(tags=['financien']) }}
with
per_jaar as (
    select
        document_code,
        jaar,
        programma,
        regel,
        max(fase) as fase,
        sum(case when niveau = 'programma' then bedrag_eur end) as totaal_eur,
        sum(case when niveau = 'doel' then bedrag_eur end) as doelen_eur
    from {{ ref('mart_meerjarenraming') }}
    where niveau in ('programma', 'doel') and regel in ('lasten', 'baten')
    group by document_code, jaar, programma, regel
),

verdeeld as (
    select
        document_code,
        jaar,
        programma
    from per_jaar
    group by document_code, jaar, programma
    having count(doelen_eur) > 0
),

zonder_doel as (
    select
        document_code,
        jaar,
        fase,
        programma,
        soort,
        sum(bedrag_eur) as bedrag_eur
    from {{ ref('fct_begrotingsregel') }}
    where niveau = 'product' and doel_code is null
    group by document_code, jaar, fase, programma, soort
)

select
    j.document_code,
    j.jaar,
    j.programma,
    j.regel,
    j.totaal_eur,
    j.doelen_eur,
    z.bedrag_eur as zonder_doel_eur
from per_jaar as j
inner join verdeeld as v
    on j.document_code = v.document_code and j.jaar = v.jaar and j.programma = v.programma
left join zonder_doel as z
    on
        j.document_code = z.document_code
        and j.jaar = z.jaar
        and j.fase = z.fase
        and j.programma = z.programma
        and j.regel = z.soort
left join {{ tolerantie_per_document() }} as e on j.document_code = e.document_code
left join {{ ref('documentleemte') }} as l
    on j.document_code = l.document_code and l.niveau = 'doel' and j.regel = coalesce(l.soort, j.regel)
where
    j.totaal_eur is null
    or (j.doelen_eur is null and l.document_code is null)
    or abs(j.doelen_eur + coalesce(z.bedrag_eur, 0) - j.totaal_eur) > coalesce(e.tolerantie_eur, 1)
