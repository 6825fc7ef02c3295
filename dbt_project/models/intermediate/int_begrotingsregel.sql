{#
    Budget lines that count today, in euros and with our signs. A product is known by its code, whatever name the document gives it, and
    brings its hoofddoel along, numbered as the framework of the programme numbers its goals.
#}
with
hoofddoel as (
    select
        k.code as product_code,
        p.kader,
        coalesce(d.doel_code, n.doel_code_2024) as doel_code
    from {{ ref('doelkoppeling') }} as k
    inner join {{ ref('product') }} as p on k.code = p.product_code
    left join {{ ref('doel') }} as d on k.doel_code = d.doel_code and p.kader = d.kader
    left join {{ ref('doelnummering') }} as n on k.doel_code = n.doel_code_2022
    where k.soort = 'product' and k.is_hoofddoel
),

regel as (
    select
        r.*,
        g.gemeente_code,
        g.synthetisch,
        p.product_code,
        coalesce(b.programma, r.programma) as programmanaam,
        case
            when lower(r.product_getypt) = lower(p.naam_jaarrekening_2024) then p.naam_jaarrekening_2024
            else coalesce(p.naam, r.product_getypt)
        end as productnaam,
        h.doel_code as hoofddoel_code,
        case r.soort
            when 'lasten' then d.teken_lasten
            when 'baten' then d.teken_baten
            when 'storting' then d.teken_storting
            when 'onttrekking' then d.teken_onttrekking
        end as teken
    from {{ ref('stg_pc__begrotingsregels') }} as r
    inner join {{ ref('int_pc_geldig') }} as g on r.levering_id = g.levering_id and r.rijnummer = g.rijnummer
    left join {{ ref('documentpresentatie') }} as d on r.document_code = d.document_code
    left join {{ ref('begrotingsprogramma') }} as b
        on
            lower(r.programma) in (lower(b.programma), lower(b.andere_naam))
            and g.gemeente_code = b.gemeente_code
    left join {{ ref('product') }} as p
        on
            b.kader = p.kader
            and lower(r.product_getypt) in (lower(p.product_code), lower(p.naam), lower(p.naam_jaarrekening_2024))
    left join hoofddoel as h on p.product_code = h.product_code
)

select
    levering_id,
    rijnummer,
    gemeente_code,
    document_code,
    jaar,
    fase,
    programmanaam as programma,
    coalesce(hoofddoel_code, doel_code) as doel_code,
    coalesce(product_code, product_getypt) as product_code,
    productnaam as product,
    taakveld_code,
    {{ begrotingsniveau() }} as niveau,
    soort,
    cast(bedrag * eenheid_factor * coalesce(teken, 1) as decimal(18, 2)) as bedrag_eur,
    eenheid,
    synthetisch
from regel
