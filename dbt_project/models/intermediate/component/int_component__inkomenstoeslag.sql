with
sets as ({{ te_tellen_sets('ssd_inkomenstoeslagen') }}),

geteld as (
    select
        s.set_nr,
        count(distinct i.beschikking_id) as toekenningen,
        count(distinct i.huishouden_id) as huishoudens
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_ssd__inkomenstoeslagen'), 'ssd_inkomenstoeslagen') }} as i
        on
            s.levering_id_1 = i.levering_id
            and i.besluit = 'TOEGEKEND'
            and i.datum_besluit between {{ eerste_dag('s.jaar') }} and s.peildatum
    group by s.set_nr
),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(g.toekenningen, 0) as toekenningen,
        coalesce(g.huishoudens, 0) as huishoudens
    from sets as s
    left join geteld as g on s.set_nr = g.set_nr
),

component as (
    {{ ontvouw_componenten('telling', [
        ['toekenningen', 'iit_toekenningen', 'totaal'],
        ['huishoudens', 'iit_huishoudens', 'totaal'],
    ]) }}
)

{{ componentrijen('component') }}
