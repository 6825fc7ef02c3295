{#
    The groups of mart_prijs_volume_groep added up per product. What could not be taken apart stays beside the effects,
    so that together they are the whole deviation.
-#}
with
groep as (
    select *
    from {{ ref('mart_prijs_volume_groep') }}
),

som as (
    select
        gemeente_code,
        product_code,
        jaar,
        vergelijking,
        jaar_basis,
        document_code,
        document_code_basis,
        volume_herkomst,
        sum(lasten_basis_eur) as lasten_basis_eur,
        sum(lasten_eur) as lasten_eur,
        case when count(volume_basis) = count(volume_eenheid) then sum(volume_basis) end as volume_basis,
        case when count(volume) = count(volume_eenheid) then sum(volume) end as volume,
        max(volume_eenheid) as volume_eenheid,
        sum(case when volume_eenheid is not null then lasten_basis_eur end) as lasten_met_volume_basis_eur,
        sum(case when volume_eenheid is not null then lasten_eur end) as lasten_met_volume_eur,
        sum(afwijking_eur) as afwijking_eur,
        sum(effect_volume_eur) as effect_volume_eur,
        sum(effect_prijs_eur) as effect_prijs_eur,
        sum(effect_mix_eur) as effect_mix_eur,
        sum(case when niet_ontleed is not null then afwijking_eur else 0 end) as niet_ontleed_eur,
        count(*) as groepen,
        count(niet_ontleed) as groepen_niet,
        min(niet_ontleed) as reden,
        max(niet_ontleed) as andere_reden,
        max(case when synthetisch then 1 else 0 end) = 1 as synthetisch
    from groep
    group by
        gemeente_code,
        product_code,
        jaar,
        vergelijking,
        jaar_basis,
        document_code,
        document_code_basis,
        volume_herkomst
)

select
    s.gemeente_code,
    s.product_code,
    p.naam as product,
    s.jaar,
    s.vergelijking,
    s.jaar_basis,
    s.document_code,
    s.document_code_basis,
    cast(s.lasten_basis_eur as decimal(18, 2)) as lasten_basis_eur,
    cast(s.lasten_eur as decimal(18, 2)) as lasten_eur,
    cast(s.volume_basis as decimal(18, 6)) as volume_basis,
    cast(s.volume as decimal(18, 6)) as volume,
    s.volume_eenheid,
    s.volume_herkomst,
    {{ per_eenheid('s.lasten_met_volume_basis_eur', 's.volume_basis') }} as prijs_basis_eur,
    {{ per_eenheid('s.lasten_met_volume_eur', 's.volume') }} as prijs_eur,
    cast(s.afwijking_eur as decimal(18, 2)) as afwijking_eur,
    cast(s.effect_volume_eur as decimal(18, 2)) as effect_volume_eur,
    cast(s.effect_prijs_eur as decimal(18, 2)) as effect_prijs_eur,
    cast(s.effect_mix_eur as decimal(18, 2)) as effect_mix_eur,
    cast(s.niet_ontleed_eur as decimal(18, 2)) as niet_ontleed_eur,
    case
        when s.groepen_niet = 0 then null
        when s.groepen_niet = s.groepen and s.reden = s.andere_reden then s.reden
        else concat(
            'Van ', cast(s.groepen_niet as string), ' van de ', cast(s.groepen as string),
            ' groepen niet; mart_prijs_volume_groep zegt per groep waarom.'
        )
    end as niet_ontleed,
    s.synthetisch
from som as s
inner join {{ ref('product') }} as p on s.product_code = p.product_code
