{#
    Which typed rows of the planning and control cycle count today. A correction replaces its whole peildatum (int_levering_geldig); of
    files of different peildata that say something about the same subject the newest counts, and what only an older one says still
    stands. Rows of one file about one subject all stand: a document can print two figures for the same thing. Of budget lines all those
    of one level are one subject: they add up, so a newer file that divides the amounts otherwise takes the place of every one of them.
#}
with
{# A programme goes by two names in some documents, and people type capitals as they like. #}
andere_naam as (
    select
        lower(andere_naam) as andere_naam,
        min(lower(programma)) as programma
    from {{ ref('begrotingsprogramma') }}
    where andere_naam is not null
    group by lower(andere_naam)
),

rij as (
    select
        levering_id,
        rijnummer,
        concat_ws('|', document_code, indicator_code, uitsplitsing, cast(jaar as string)) as onderwerp
    from {{ ref('stg_pc__streefwaarden') }}
    union all
    select
        levering_id,
        rijnummer,
        concat_ws('|', document_code, doel_code, cast(nummer as string), moment) as onderwerp
    from {{ ref('stg_pc__acties') }}
    union all
    select
        levering_id,
        rijnummer,
        concat_ws('|', document_code, indicator_code, uitsplitsing_getypt, jaar_getypt) as onderwerp
    from {{ ref('stg_pc__publicaties') }}
    union all
    select
        b.levering_id,
        b.rijnummer,
        concat_ws(
            '|',
            b.document_code,
            cast(b.jaar as string),
            b.fase,
            coalesce(n.programma, lower(b.programma)),
            {{ begrotingsniveau('b.doel_code', 'b.product_getypt', 'b.taakveld_code') }}
        ) as onderwerp
    from {{ ref('stg_pc__begrotingsregels') }} as b
    left join andere_naam as n on lower(b.programma) = n.andere_naam
),

gerangschikt as (
    select
        r.levering_id,
        r.rijnummer,
        l.feed,
        l.gemeente_code,
        l.peildatum,
        l.synthetisch,
        rank() over (partition by l.feed, l.gemeente_code, r.onderwerp order by l.peildatum desc) as rang
    from rij as r
    inner join {{ ref('int_levering_geldig') }} as l on r.levering_id = l.levering_id
    where l.bron = 'pc' and l.geldig_tot is null
)

select
    levering_id,
    rijnummer,
    feed,
    gemeente_code,
    peildatum,
    synthetisch
from gerangschikt
where rang = 1
