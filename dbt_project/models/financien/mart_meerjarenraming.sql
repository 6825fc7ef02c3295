{#- The years of a document that looks ahead: those it budgets and those it estimates. -#}
with
geraamd as (
    select
        *,
        row_number() over (
            partition by gemeente_code, document_code, jaar, programma, niveau, code, regel
            order by case kolom when 'begroting_primair' then 0 else 1 end
        ) as rang,
        max(case when kolom = 'raming' then 1 end) over (partition by gemeente_code, document_code) as kijkt_vooruit
    from {{ ref('int_begrotingsbedrag') }}
    where kolom in ('begroting_primair', 'raming')
)

select
    gemeente_code,
    document_code,
    jaar,
    naam as onderdeel,
    regel,
    bedrag_eur,
    programma,
    niveau,
    code,
    kolom as fase,
    cast({{ regelnummer('regel') }} as int) as regelnummer,
    synthetisch
from geraamd
where rang = 1 and kijkt_vooruit = 1
