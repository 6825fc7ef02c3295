with
sets as ({{ te_tellen_sets('leergeld_kinderen') }}),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        count(distinct case when k.inkomensgroep = 'tot120' then k.kind_id end) as tot120,
        count(distinct k.kind_id) as tot130
    from sets as s
    left join {{ ref('stg_leergeld__kinderen') }} as k
        on
            s.levering_id_1 = k.levering_id
            and k.datum_eerste_verstrekking between {{ eerste_dag('s.jaar') }} and s.peildatum
    group by s.reeks, s.set_id, s.gelezen_in, s.gemeente_code, s.jaar
),

component as (
    {{ ontvouw_componenten('telling', [
        ['tot120', 'leergeld_kinderen', 'tot120'],
        ['tot130', 'leergeld_kinderen', 'tot130'],
    ]) }}
)

{{ componentrijen('component') }}
