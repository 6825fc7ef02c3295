{#-
    Volume, price, mix and what was not taken apart are the whole deviation of a product, and that of its groups together.
    A product whose groups are there and itself is not is wrong as well, and the other way round.
-#}
{{ config(tags=['financien']) }}
with
groep as (
    select
        gemeente_code,
        product_code,
        jaar,
        vergelijking,
        sum(lasten_basis_eur - lasten_eur) as afwijking_eur
    from {{ ref('mart_prijs_volume_groep') }}
    group by gemeente_code, product_code, jaar, vergelijking
)

select
    coalesce(g.gemeente_code, p.gemeente_code) as gemeente_code,
    coalesce(g.product_code, p.product_code) as product_code,
    coalesce(g.jaar, p.jaar) as jaar,
    coalesce(g.vergelijking, p.vergelijking) as vergelijking,
    g.afwijking_eur as afwijking_groepen_eur,
    p.afwijking_eur
from groep as g
full outer join {{ ref('mart_prijs_volume') }} as p
    on
        g.gemeente_code = p.gemeente_code
        and g.product_code = p.product_code
        and g.jaar = p.jaar
        and g.vergelijking = p.vergelijking
where
    g.afwijking_eur is null
    or p.afwijking_eur is null
    or g.afwijking_eur <> p.afwijking_eur
    or p.afwijking_eur <> (
        coalesce(p.effect_volume_eur, 0)
        + coalesce(p.effect_prijs_eur, 0)
        + coalesce(p.effect_mix_eur, 0)
        + p.niet_ontleed_eur
    )
