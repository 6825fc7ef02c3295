{#- Who states targets or figures of another municipality's document has probably typed the wrong code. -#}
{{ config(tags=['indicatoren'], severity='warn') }}
with
rij as (
    select
        levering_id,
        rijnummer,
        document_code
    from {{ ref('stg_pc__streefwaarden') }}
    union all
    select
        levering_id,
        rijnummer,
        document_code
    from {{ ref('stg_pc__acties') }}
    union all
    select
        levering_id,
        rijnummer,
        document_code
    from {{ ref('stg_pc__publicaties') }}
    union all
    select
        levering_id,
        rijnummer,
        document_code
    from {{ ref('stg_pc__begrotingsregels') }}
)

select
    r.levering_id,
    r.rijnummer,
    r.document_code
from rij as r
inner join {{ ref('int_pc_geldig') }} as g on r.levering_id = g.levering_id and r.rijnummer = g.rijnummer
inner join {{ ref('document') }} as d on r.document_code = d.document_code
where g.gemeente_code <> d.gemeente_code
