with
sets as ({{ te_tellen_sets('ssd_uitkeringen') }}),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        count(distinct case when {{ actief_op('s.peildatum') }} then u.uitkering_id end) as stand,
        count(distinct case when {{ actief_op(eerste_dag('s.jaar')) }} then u.uitkering_id end) as begin_jaar
    from sets as s
    left join {{ ref('stg_ssd__uitkeringen') }} as u on s.levering_id_1 = u.levering_id
    group by s.reeks, s.set_id, s.gelezen_in, s.gemeente_code, s.jaar
),

component as (
    {{ ontvouw_componenten('telling', [
        ['stand', 'bijstand_uitkeringen', 'totaal'],
        ['begin_jaar', 'bijstand_uitkeringen', 'begin_jaar'],
    ]) }}
)

{{ componentrijen('component') }}
