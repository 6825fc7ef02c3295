-- One row per product and comparison, and one per group within it.
select
    gemeente_code,
    product_code,
    product,
    jaar,
    vergelijking,
    jaar_basis,
    document_code,
    document_code_basis,
    null as groep,
    product as naam,
    lasten_basis_eur,
    lasten_eur,
    volume_basis,
    volume,
    volume_eenheid,
    volume_herkomst,
    prijs_basis_eur,
    prijs_eur,
    afwijking_eur,
    effect_volume_eur,
    effect_prijs_eur,
    effect_mix_eur,
    niet_ontleed,
    synthetisch
from financien.mart_prijs_volume
union all by name
select
    g.gemeente_code,
    g.product_code,
    p.product,
    g.jaar,
    g.vergelijking,
    g.jaar_basis,
    g.document_code,
    g.document_code_basis,
    g.groep,
    g.naam,
    g.lasten_basis_eur,
    g.lasten_eur,
    g.volume_basis,
    g.volume,
    g.volume_eenheid,
    g.volume_herkomst,
    g.prijs_basis_eur,
    g.prijs_eur,
    g.afwijking_eur,
    g.effect_volume_eur,
    g.effect_prijs_eur,
    g.effect_mix_eur,
    g.niet_ontleed,
    g.synthetisch
from financien.mart_prijs_volume_groep as g
inner join financien.mart_prijs_volume as p
    on
        g.gemeente_code = p.gemeente_code
        and g.product_code = p.product_code
        and g.jaar = p.jaar
        and g.vergelijking = p.vergelijking
order by gemeente_code asc, jaar desc, vergelijking asc, product asc, groep asc nulls last
