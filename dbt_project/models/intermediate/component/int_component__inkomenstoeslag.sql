with
sets as ({{ te_tellen_sets('ssd_inkomenstoeslagen') }}),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        count(distinct i.beschikking_id) as toekenningen,
        count(distinct i.huishouden_id) as huishoudens
    from sets as s
    left join {{ ref('stg_ssd__inkomenstoeslagen') }} as i
        on
            s.levering_id_1 = i.levering_id
            and i.besluit = 'TOEGEKEND'
            and i.datum_besluit between {{ eerste_dag('s.jaar') }} and s.peildatum
    group by s.reeks, s.set_id, s.gelezen_in, s.gemeente_code, s.jaar
),

component as (
    {{ ontvouw_componenten('telling', [
        ['toekenningen', 'iit_toekenningen', 'totaal'],
        ['huishoudens', 'iit_huishoudens', 'totaal'],
    ]) }}
)

{{ componentrijen('component') }}
