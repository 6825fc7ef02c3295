{#
    With K the lasten of a group, q its volume, p = K / q, Q the volume of the product, 0 the base and 1 the realisation:
    volume K0 x (Q1 / Q0 - 1), mix (q1 - q0 x Q1 / Q0) x p0, price what is left. docs/price-volume.md says why. A
    voordeel is positive, so every effect has the sign of K0 - K1.

    Volume and mix are reckoned exactly, in whole cents and millionths of a volume, and then rounded to the cent; price
    is the remainder. That is no rounding of a figure that is shown: an amount is cents, and three rounded parts would
    not add up to the fourth.
-#}
with
geheel as (
    select
        *,
        lasten_basis_eur - lasten_eur as afwijking_eur,
        cast(lasten_basis_eur * 100 as decimal(38, 0)) as k0,
        cast(lasten_eur * 100 as decimal(38, 0)) as k1,
        {{ miljoensten('volume_basis') }} as q0,
        {{ miljoensten('volume') }} as q1,
        {{ miljoensten('volume_basis_totaal') }} as q0_totaal,
        {{ miljoensten('volume_totaal') }} as q1_totaal
    from {{ ref('int_prijsvolume_paar') }}
),

{# A new group has no price in the base: its own price stands in, so that all of it is mix. -#}
breuk as (
    select
        *,
        case when niet_ontleed is null then k0 * (q0_totaal - q1_totaal) end as volume_teller,
        case when niet_ontleed is null then q0_totaal end as volume_noemer,
        case
            when niet_ontleed is not null then null
            when q0 = 0 then -k1
            else k0 * (q0 * q1_totaal - q1 * q0_totaal)
        end as mix_teller,
        case
            when niet_ontleed is not null then null
            when q0 = 0 then cast(1 as decimal(38, 0))
            else q0 * q0_totaal
        end as mix_noemer
    from geheel
),

effect as (
    select
        *,
        {{ breuk('volume_teller', 'volume_noemer', 2) }} as effect_volume_eur,
        {{ breuk('mix_teller', 'mix_noemer', 2) }} as effect_mix_eur
    from breuk
)

select
    gemeente_code,
    product_code,
    jaar,
    vergelijking,
    groep,
    naam,
    jaar_basis,
    document_code,
    document_code_basis,
    cast(lasten_basis_eur as decimal(18, 2)) as lasten_basis_eur,
    cast(lasten_eur as decimal(18, 2)) as lasten_eur,
    volume_basis,
    volume,
    component_code,
    volume_eenheid,
    volume_herkomst,
    {{ per_eenheid('lasten_basis_eur', 'volume_basis') }} as prijs_basis_eur,
    {{ per_eenheid('lasten_eur', 'volume') }} as prijs_eur,
    cast(afwijking_eur as decimal(18, 2)) as afwijking_eur,
    effect_volume_eur,
    cast(afwijking_eur - effect_volume_eur - effect_mix_eur as decimal(18, 2)) as effect_prijs_eur,
    effect_mix_eur,
    niet_ontleed,
    synthetisch
from effect
