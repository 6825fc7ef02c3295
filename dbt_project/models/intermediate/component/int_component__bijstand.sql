with
sets as ({{ te_tellen_sets('ssd_uitkeringen') }}),

{# The contract lets a uitkering stand in a delivery once, so rows are uitkeringen. -#}
geteld as (
    select
        s.set_nr,
        sum(case when {{ actief_op('s.peildatum') }} then 1 else 0 end) as stand,
        sum(case when {{ actief_op(eerste_dag('s.jaar')) }} then 1 else 0 end) as begin_jaar
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_ssd__uitkeringen'), 'ssd_uitkeringen') }} as u
        on s.levering_id_1 = u.levering_id
    group by s.set_nr
),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(g.stand, 0) as stand,
        coalesce(g.begin_jaar, 0) as begin_jaar
    from sets as s
    left join geteld as g on s.set_nr = g.set_nr
),

component as (
    {{ ontvouw_componenten('telling', [
        ['stand', 'bijstand_uitkeringen', 'totaal'],
        ['begin_jaar', 'bijstand_uitkeringen', 'begin_jaar'],
    ]) }}
)

{{ componentrijen('component') }}
