with
sets as ({{ te_tellen_sets('gidso_maatregelen') }}),

geteld as (
    select
        s.set_nr,
        count(distinct m.persoon_id) as kinderen
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_gidso__maatregelen'), 'gidso_maatregelen') }} as m
        on
            s.levering_id_1 = m.levering_id
            and {{ actief_in(eerste_dag('s.jaar'), 's.peildatum') }}
    inner join {{ ref('codegroep') }} as g
        on g.groep = 'jeugdbescherming' and g.kenmerk = 'type_maatregel' and m.type_maatregel = g.code
    group by s.set_nr
),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(g.kinderen, 0) as kinderen
    from sets as s
    left join geteld as g on s.set_nr = g.set_nr
),

component as (
    {{ ontvouw_componenten('telling', [['kinderen', 'jeugdbescherming_kinderen', 'totaal']]) }}
)

{{ componentrijen('component') }}
