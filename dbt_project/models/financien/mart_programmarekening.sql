{#
    Phases side by side. They can come from different documents, the budget from one and what was realised from the next: of each phase
    the newest document counts, and the row names the newest of them.
#}
with
per_fase as (
    select
        b.gemeente_code,
        b.jaar,
        b.programma,
        b.regel,
        max_by(b.document_code, coalesce(d.volgorde_datum, make_date(1900, 1, 1))) as document_code,
        max(case when b.kolom = 'begroting_primair' then b.bedrag_eur end) as begroting_primair_eur,
        max(case when b.kolom = 'begroting_na_wijziging' then b.bedrag_eur end) as begroting_na_wijziging_eur,
        max(case when b.kolom = 'realisatie' then b.bedrag_eur end) as realisatie_eur,
        max(case when b.synthetisch then 1 else 0 end) = 1 as synthetisch
    from {{ ref('int_begrotingsbedrag') }} as b
    left join {{ ref('document') }} as d on b.document_code = d.document_code
    where
        b.niveau = 'programma'
        and b.nieuwste
        and b.kolom in ('begroting_primair', 'begroting_na_wijziging', 'realisatie')
    group by b.gemeente_code, b.jaar, b.programma, b.regel
)

select
    gemeente_code,
    jaar,
    document_code,
    programma,
    regel,
    begroting_primair_eur,
    begroting_na_wijziging_eur,
    realisatie_eur,
    cast({{ afwijking('regel', 'begroting_na_wijziging_eur', 'realisatie_eur') }} as decimal(18, 2)) as afwijking_eur,
    cast({{ regelnummer('regel') }} as int) as regelnummer,
    synthetisch
from per_fase
