{# Persons with a Wmo voorziening in the first half of the year, as far as the delivery has got. -#}
with
sets as ({{ te_tellen_sets('gidso_voorzieningen') }}),

gebruik as (
    select distinct
        s.set_nr,
        g.uitsplitsing,
        v.persoon_id
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_gidso__voorzieningen'), 'gidso_voorzieningen') }} as v
        on s.levering_id_1 = v.levering_id
    inner join {{ ref('codegroep') }} as g
        on g.groep = 'wmo_voorziening' and g.kenmerk = 'productcategorie' and v.productcategorie = g.code
    where
        v.wet = 'WMO'
        and v.persoon_id is not null
        and {{ actief_in(eerste_dag('s.jaar'), 'least(s.peildatum, make_date(s.jaar, 6, 30))') }}
),

personen as (
    select
        set_nr,
        uitsplitsing,
        count(*) as aantal
    from gebruik
    group by set_nr, uitsplitsing
    union all
    select
        set_nr,
        'totaal' as uitsplitsing,
        count(distinct persoon_id) as aantal
    from gebruik
    group by set_nr
),

uitsplitsing as (
    select distinct uitsplitsing
    from {{ ref('codegroep') }}
    where groep = 'wmo_voorziening'
    union all
    select 'totaal' as uitsplitsing
),

component as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        'wmo_personen' as component_code,
        u.uitsplitsing,
        coalesce(p.aantal, 0) as waarde
    from sets as s
    cross join uitsplitsing as u
    left join personen as p on s.set_nr = p.set_nr and u.uitsplitsing = p.uitsplitsing
)

{{ componentrijen('component') }}
