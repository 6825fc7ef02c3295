{#
    Beschermd wonen and maatschappelijke opvang over VIS2 and its successor CIMOT. Client numbers changed with the system, so a person
    is a persoon_id, and a person or stay that both registers hold counts once.
-#}
with
sets as ({{ te_tellen_sets('opvang') }}),

{#
    Somebody on the waiting list has no start date yet: the place in the queue counts from the indicatie.
    The stand on t comes from the registers that go as far as t: one that stopped earlier knows nothing of that day.
-#}
beschermd_wonen as (
    select
        s.set_nr,
        s.peildatum,
        s.jaar,
        v.persoon_id,
        coalesce(v.datum_start, v.datum_indicatie) as datum_start,
        v.datum_einde,
        s.peildatum_1 = s.peildatum as kent_peildatum
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_vis2__beschermd_wonen'), 'opvang') }} as v
        on s.levering_id_1 = v.levering_id
    where v.status in ('Indicatie', 'Wachtlijst') and v.persoon_id is not null
    union all
    select
        s.set_nr,
        s.peildatum,
        s.jaar,
        t.persoon_id,
        t.datum_start,
        t.datum_einde,
        s.peildatum_2 = s.peildatum as kent_peildatum
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_cimot__trajecten'), 'opvang', 2) }} as t
        on s.levering_id_2 = t.levering_id
    where t.soort in ('BW', 'BW_WACHT') and t.persoon_id is not null
),

clienten as (
    select
        set_nr,
        count(distinct case
            when kent_peildatum and {{ actief_op('peildatum') }} then persoon_id
        end) as stand,
        count(distinct case
            when {{ actief_in(eerste_dag('jaar'), 'peildatum') }} then persoon_id
        end) as gebruik
    from beschermd_wonen
    group by set_nr
),

beeindigd_verblijf as (
    select
        s.set_nr,
        v.persoon_id,
        v.datum_start,
        v.datum_einde
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_vis2__maatschappelijke_opvang'), 'opvang') }} as v
        on s.levering_id_1 = v.levering_id
    where v.persoon_id is not null and v.datum_einde between {{ eerste_dag('s.jaar') }} and s.peildatum
    union distinct
    select
        s.set_nr,
        t.persoon_id,
        t.datum_start,
        t.datum_einde
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_cimot__trajecten'), 'opvang', 2) }} as t
        on s.levering_id_2 = t.levering_id
    where
        t.soort = 'MO'
        and t.persoon_id is not null
        and t.datum_einde between {{ eerste_dag('s.jaar') }} and s.peildatum
),

verblijfsduur as ({{ verblijfsduur('beeindigd_verblijf', 'persoon_id') }}),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(c.stand, 0) as stand,
        coalesce(c.gebruik, 0) as gebruik,
        coalesce(v.dagen, 0) as dagen,
        coalesce(v.personen, 0) as personen
    from sets as s
    left join clienten as c on s.set_nr = c.set_nr
    left join verblijfsduur as v on s.set_nr = v.set_nr
),

component as (
    {{ ontvouw_componenten('telling', [
        ['stand', 'beschermd_wonen_clienten', 'stand'],
        ['gebruik', 'beschermd_wonen_clienten', 'gebruik'],
        ['dagen', 'mo_beeindigd_verblijf', 'dagen'],
        ['personen', 'mo_beeindigd_verblijf', 'personen'],
    ]) }}
)

{{ componentrijen('component') }}
