with
sets as ({{ te_tellen_sets('gidso_maatregelen') }}),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        count(distinct case when g.code is not null then m.persoon_id end) as kinderen
    from sets as s
    left join {{ ref('stg_gidso__maatregelen') }} as m
        on
            s.levering_id_1 = m.levering_id
            and {{ actief_in(eerste_dag('s.jaar'), 's.peildatum') }}
    left join {{ ref('codegroep') }} as g
        on g.groep = 'jeugdbescherming' and g.kenmerk = 'type_maatregel' and m.type_maatregel = g.code
    group by s.reeks, s.set_id, s.gelezen_in, s.gemeente_code, s.jaar
),

component as (
    {{ ontvouw_componenten('telling', [['kinderen', 'jeugdbescherming_kinderen', 'totaal']]) }}
)

{{ componentrijen('component') }}
