{#
    How many clients a group has: as counted, and as the budget of the year meant to have them. What is budgeted follows
    from the target of the indicator that has the component as teller: target x noemer / factor.
-#}
with
component as (
    select
        gemeente_code,
        component_code,
        uitsplitsing,
        jaar,
        waarde,
        synthetisch
    from {{ ref('fct_component') }}
    {# A year that is known for a part has fewer clients than its lasten paid for. -#}
    where bekend_tot is null and waarde is not null and peildatum >= make_date(jaar, 12, 31)
),

inwoners as (
    select
        gemeente_code,
        component_code,
        uitsplitsing,
        jaar,
        waarde,
        synthetisch
    from {{ ref('fct_component') }}
    where bekend_tot is null and waarde is not null and component_code = 'cbs_inwoners'
),

streefwaarde as (
    select
        s.gemeente_code,
        s.indicator_code,
        s.uitsplitsing,
        s.jaar,
        s.streefwaarde,
        s.synthetisch,
        row_number() over (
            partition by s.gemeente_code, s.indicator_code, s.uitsplitsing, s.jaar
            order by d.volgorde_datum desc, d.document_code desc
        ) as rang
    from {{ ref('fct_streefwaarde') }} as s
    inner join {{ ref('document') }} as d on s.document_code = d.document_code and s.jaar = d.jaar
    where d.soort = 'begroting' and s.streefwaarde is not null
),

formule as (
    select
        g.product_code,
        g.groep,
        f.indicator_code,
        f.uitsplitsing,
        f.jaar_van,
        f.jaar_tot,
        f.noemer_component,
        f.noemer_uitsplitsing,
        f.factor,
        f.definitie_versie
    from {{ ref('prijsvolumegroep') }} as g
    inner join {{ ref('dim_formule') }} as f
        on
            g.streefwaarde_indicator_code = f.indicator_code
            and g.component_code = f.teller_component
            and g.component_uitsplitsing = f.teller_uitsplitsing
    where
        (f.noemer_component is null or f.noemer_component = 'cbs_inwoners')
        and f.noemer_constante is null
        and f.aftrek_teller_component is null
),

{# Versions of a definition can stand side by side: the newest that holds for the year counts. -#}
begroot as (
    select
        s.gemeente_code,
        f.product_code,
        f.groep,
        s.jaar,
        cast(s.streefwaarde * coalesce(i.waarde, 1) / f.factor as decimal(18, 6)) as volume,
        s.synthetisch or coalesce(i.synthetisch, false) as synthetisch,
        row_number() over (
            partition by s.gemeente_code, f.product_code, f.groep, s.jaar
            order by f.definitie_versie desc
        ) as rang
    from formule as f
    inner join streefwaarde as s
        on
            f.indicator_code = s.indicator_code
            and f.uitsplitsing = s.uitsplitsing
            and s.jaar between coalesce(f.jaar_van, s.jaar) and coalesce(f.jaar_tot, s.jaar)
            and s.rang = 1
    left join inwoners as i
        on
            s.gemeente_code = i.gemeente_code
            and s.jaar = i.jaar
            and f.noemer_component = i.component_code
            and f.noemer_uitsplitsing = i.uitsplitsing
    where f.noemer_component is null or i.waarde is not null
)

select
    c.gemeente_code,
    g.product_code,
    g.groep,
    c.jaar,
    'realisatie' as herkomst,
    cast(c.waarde as decimal(18, 6)) as volume,
    c.synthetisch
from {{ ref('prijsvolumegroep') }} as g
inner join component as c
    on g.component_code = c.component_code and g.component_uitsplitsing = c.uitsplitsing
union all
select
    gemeente_code,
    product_code,
    groep,
    jaar,
    'streefwaarde' as herkomst,
    volume,
    synthetisch
from begroot
where rang = 1
