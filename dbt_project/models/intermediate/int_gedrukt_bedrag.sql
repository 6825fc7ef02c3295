{#
    Printed amounts, computed again from the budget lines: a figure is a signed sum of parts (seed bedragonderdeel), in the unit it is
    printed in and with the signs of its document. A figure of which a part is not known has none.
#}
with
gevraagd as (
    select
        levering_id,
        rijnummer,
        gemeente_code,
        document_code,
        indicator_code,
        uitsplitsing,
        jaar,
        eenheid,
        case
            when maat in ('begroot', 'begroot_primair') then 'begroting_primair'
            when maat = 'begroot_na_wijziging' then 'begroting_na_wijziging'
            else maat
        end as kolom
    from {{ ref('int_gedrukt_cijfer') }}
    where soort = 'financieel'
),

deel as (
    select
        g.levering_id,
        g.rijnummer,
        g.eenheid,
        b.bedrag_eur,
        o.teken * {{ teken_gedrukt('o.regel', 'g.kolom', 'p') }} as teken,
        b.synthetisch
    from gevraagd as g
    inner join {{ ref('bedragonderdeel') }} as o
        on
            g.document_code = o.document_code
            and g.indicator_code = o.indicator_code
            and g.uitsplitsing = o.uitsplitsing
    left join {{ ref('documentpresentatie') }} as p on g.document_code = p.document_code
    left join {{ ref('int_begrotingsbedrag') }} as b
        on
            g.gemeente_code = b.gemeente_code
            and g.document_code = b.document_code
            and g.jaar = b.jaar
            and g.kolom = b.kolom
            and o.niveau = b.niveau
            and o.code = b.code
            and o.regel = b.regel
)

select
    levering_id,
    rijnummer,
    count(*) as delen,
    count(bedrag_eur) as bekende_delen,
    case
        when count(*) = count(bedrag_eur)
            then cast(
                cast(sum(teken * bedrag_eur) as decimal(18, 2)) / {{ euro_per_eenheid('max(eenheid)') }} as double
            )
    end as berekend,
    coalesce(max(case when synthetisch then 1 else 0 end) = 1, false) as synthetisch
from deel
group by levering_id, rijnummer
