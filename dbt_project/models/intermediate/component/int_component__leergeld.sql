with
sets as ({{ te_tellen_sets('leergeld_kinderen') }}),

geteld as (
    select
        s.set_nr,
        count(distinct case when k.inkomensgroep = 'tot120' then k.kind_id end) as tot120,
        count(distinct k.kind_id) as tot130
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_leergeld__kinderen'), 'leergeld_kinderen') }} as k
        on
            s.levering_id_1 = k.levering_id
            and k.datum_eerste_verstrekking between {{ eerste_dag('s.jaar') }} and s.peildatum
    group by s.set_nr
),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(g.tot120, 0) as tot120,
        coalesce(g.tot130, 0) as tot130
    from sets as s
    left join geteld as g on s.set_nr = g.set_nr
),

component as (
    {{ ontvouw_componenten('telling', [
        ['tot120', 'leergeld_kinderen', 'tot120'],
        ['tot130', 'leergeld_kinderen', 'tot130'],
    ]) }}
)

{{ componentrijen('component') }}
