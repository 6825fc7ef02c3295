{#
    Per comparison and group the two periods side by side, their totals over the product, and why a group cannot be
    taken apart where it cannot. The arithmetic is in mart_prijs_volume_groep.
-#}
with
lasten as (
    select *
    from {{ ref('int_prijsvolume_lasten') }}
),

volume as (
    select *
    from {{ ref('int_prijsvolume_volume') }}
),

periode as (
    select distinct
        gemeente_code,
        product_code,
        jaar,
        fase,
        document_code
    from lasten
),

vergelijking as (
    select
        r.gemeente_code,
        r.product_code,
        r.jaar,
        case when b.fase = 'realisatie' then 'vorig_jaar' else 'begroting' end as vergelijking,
        b.jaar as jaar_basis,
        b.fase as fase_basis,
        r.document_code,
        b.document_code as document_code_basis
    from periode as r
    inner join periode as b
        on
            r.gemeente_code = b.gemeente_code
            and r.product_code = b.product_code
            and r.jaar = case b.fase when 'realisatie' then b.jaar + 1 else b.jaar end
    where r.fase = 'realisatie'
),

aantal as (
    select
        product_code,
        count(*) as groepen
    from {{ ref('prijsvolumegroep') }}
    group by product_code
),

{# Targets are used for all groups of a product or for none: the mix is about how clients are spread over them. -#}
met_streefwaarde as (
    select
        v.gemeente_code,
        v.product_code,
        v.jaar
    from volume as v
    inner join aantal as g on v.product_code = g.product_code
    where v.herkomst = 'streefwaarde'
    group by v.gemeente_code, v.product_code, v.jaar, g.groepen
    having count(*) = g.groepen
),

met_herkomst as (
    select
        v.*,
        case when v.vergelijking = 'begroting' and s.jaar is not null then 'streefwaarde' else 'vorig_jaar' end
            as volume_herkomst,
        case when v.vergelijking = 'begroting' and s.jaar is not null then v.jaar else v.jaar - 1 end
            as jaar_volume_basis
    from vergelijking as v
    left join met_streefwaarde as s
        on v.gemeente_code = s.gemeente_code and v.product_code = s.product_code and v.jaar = s.jaar
),

{# The groups of the product, and what lies in none of them. -#}
groep as (
    select
        product_code,
        groep,
        naam,
        component_code,
        volume_eenheid
    from {{ ref('prijsvolumegroep') }}
    union all
    select distinct
        product_code,
        'overig' as groep,
        'Taakvelden buiten de groepen' as naam,
        cast(null as string) as component_code,
        cast(null as string) as volume_eenheid
    from {{ ref('prijsvolumegroep') }}
),

{# A group whose taakvelden are not laid down for a year would seem to have cost nothing in it. -#}
vastgelegd as (
    select
        h.gemeente_code,
        h.product_code,
        h.jaar,
        h.vergelijking,
        t.groep,
        max(case when h.jaar between t.jaar_van and coalesce(t.jaar_tot, h.jaar) then 1 else 0 end) as in_jaar,
        max(case when h.jaar_basis between t.jaar_van and coalesce(t.jaar_tot, h.jaar_basis) then 1 else 0 end)
            as in_basis
    from met_herkomst as h
    inner join {{ ref('prijsvolumetaakveld') }} as t on h.product_code = t.product_code
    group by h.gemeente_code, h.product_code, h.jaar, h.vergelijking, t.groep
),

naast_elkaar as (
    select
        h.gemeente_code,
        h.product_code,
        h.jaar,
        h.vergelijking,
        h.jaar_basis,
        h.document_code,
        h.document_code_basis,
        h.volume_herkomst,
        h.jaar_volume_basis,
        g.groep,
        g.naam,
        g.component_code,
        g.volume_eenheid,
        coalesce(k0.lasten_eur, 0) as lasten_basis_eur,
        coalesce(k1.lasten_eur, 0) as lasten_eur,
        q0.volume as volume_basis,
        q1.volume,
        case when g.groep = 'overig' then 1 else coalesce(w.in_jaar * w.in_basis, 0) end as is_vastgelegd,
        coalesce(k0.synthetisch, false) or coalesce(k1.synthetisch, false)
        or coalesce(q0.synthetisch, false) or coalesce(q1.synthetisch, false) as synthetisch
    from met_herkomst as h
    inner join groep as g on h.product_code = g.product_code
    left join lasten as k0
        on
            h.gemeente_code = k0.gemeente_code
            and h.product_code = k0.product_code
            and h.jaar_basis = k0.jaar
            and h.fase_basis = k0.fase
            and g.groep = k0.groep
    left join lasten as k1
        on
            h.gemeente_code = k1.gemeente_code
            and h.product_code = k1.product_code
            and h.jaar = k1.jaar
            and k1.fase = 'realisatie'
            and g.groep = k1.groep
    left join volume as q0
        on
            h.gemeente_code = q0.gemeente_code
            and h.product_code = q0.product_code
            and h.jaar_volume_basis = q0.jaar
            and g.groep = q0.groep
            and case h.volume_herkomst when 'streefwaarde' then 'streefwaarde' else 'realisatie' end = q0.herkomst
    left join volume as q1
        on
            h.gemeente_code = q1.gemeente_code
            and h.product_code = q1.product_code
            and h.jaar = q1.jaar
            and g.groep = q1.groep
            and q1.herkomst = 'realisatie'
    left join vastgelegd as w
        on
            h.gemeente_code = w.gemeente_code
            and h.product_code = w.product_code
            and h.jaar = w.jaar
            and h.vergelijking = w.vergelijking
            and g.groep = w.groep
    where g.groep <> 'overig' or k0.lasten_eur is not null or k1.lasten_eur is not null
),

met_totaal as (
    select
        n.*,
        sum(n.volume_basis) over (partition by n.gemeente_code, n.product_code, n.jaar, n.vergelijking)
            as volume_basis_totaal,
        sum(n.volume) over (partition by n.gemeente_code, n.product_code, n.jaar, n.vergelijking) as volume_totaal,
        min(case when n.groep = 'overig' or n.volume_basis is not null then 1 else 0 end)
            over (partition by n.gemeente_code, n.product_code, n.jaar, n.vergelijking) as is_volume_basis_bekend,
        min(case when n.groep = 'overig' or n.volume is not null then 1 else 0 end)
            over (partition by n.gemeente_code, n.product_code, n.jaar, n.vergelijking) as is_volume_bekend,
        min(n.is_vastgelegd)
            over (partition by n.gemeente_code, n.product_code, n.jaar, n.vergelijking) as is_product_vastgelegd
    from naast_elkaar as n
)

select
    gemeente_code,
    product_code,
    jaar,
    vergelijking,
    groep,
    naam,
    component_code,
    volume_eenheid,
    jaar_basis,
    document_code,
    document_code_basis,
    lasten_basis_eur,
    lasten_eur,
    volume_basis,
    volume,
    case when is_volume_basis_bekend = 1 then cast(volume_basis_totaal as decimal(18, 6)) end as volume_basis_totaal,
    case when is_volume_bekend = 1 then cast(volume_totaal as decimal(18, 6)) end as volume_totaal,
    volume_herkomst,
    case
        when is_product_vastgelegd = 0
            then concat(
                'Voor ', cast(jaar_basis as string), ' en ', cast(jaar as string),
                ' is niet van elke groep vastgelegd welke taakvelden erbij horen.'
            )
        when is_volume_basis_bekend = 0
            then concat('Niet van elke groep is het volume over heel ', cast(jaar_volume_basis as string), ' bekend.')
        when is_volume_bekend = 0
            then concat('Niet van elke groep is het volume over heel ', cast(jaar as string), ' bekend.')
        when volume_basis_totaal = 0 then concat('Zonder volume in ', cast(jaar_volume_basis as string), '.')
        when volume_totaal = 0 then concat('Zonder volume in ', cast(jaar as string), '.')
        when groep = 'overig' then 'Deze taakvelden horen niet bij een groep met een volume.'
        when volume_basis = 0 and lasten_basis_eur <> 0 then 'De basis heeft lasten zonder volume.'
        when volume = 0 and lasten_eur <> 0 then 'De realisatie heeft lasten zonder volume.'
    end as niet_ontleed,
    synthetisch
from met_totaal
