{#
    Intensive care in the vrouwenopvang only: a noodbed or safehouse is another kind of stay. A stay that is listed
    twice counts once.
-#}
with
sets as ({{ te_tellen_sets('kadera_verblijf') }}),

beeindigd_verblijf as (
    select distinct
        s.set_nr,
        v.client_id,
        v.datum_start,
        v.datum_einde
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_kadera__verblijf'), 'kadera_verblijf') }} as v
        on s.levering_id_1 = v.levering_id
    where
        v.vorm = 'Intensief'
        and v.client_id is not null
        and v.datum_einde between {{ eerste_dag('s.jaar') }} and s.peildatum
),

verblijfsduur as ({{ verblijfsduur('beeindigd_verblijf', 'client_id') }}),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(v.dagen, 0) as dagen,
        coalesce(v.personen, 0) as personen
    from sets as s
    left join verblijfsduur as v on s.set_nr = v.set_nr
),

component as (
    {{ ontvouw_componenten('telling', [
        ['dagen', 'vo_beeindigd_verblijf', 'dagen'],
        ['personen', 'vo_beeindigd_verblijf', 'personen'],
    ]) }}
)

{{ componentrijen('component') }}
