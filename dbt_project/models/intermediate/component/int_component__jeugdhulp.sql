{# Which codes are zwaar, or verblijf, says the seed codegroep; voorzieningen count as such, children as persons. -#}
with
sets as ({{ te_tellen_sets('gidso_voorzieningen') }}),

voorziening as (
    select
        s.set_id,
        v.voorziening_id,
        v.persoon_id,
        v.productcategorie,
        v.hulpvorm,
        v.is_gezinshuis
    from sets as s
    inner join {{ ref('stg_gidso__voorzieningen') }} as v on s.levering_id_1 = v.levering_id
    where
        v.wet = 'JW'
        and {{ actief_in(eerste_dag('s.jaar'), 's.peildatum') }}
),

kenmerk as (
    select
        set_id,
        voorziening_id,
        persoon_id,
        'hulpvorm' as kenmerk,
        hulpvorm as code
    from voorziening
    union all
    select
        set_id,
        voorziening_id,
        persoon_id,
        'productcategorie' as kenmerk,
        productcategorie as code
    from voorziening
),

gegroepeerd as (
    select
        k.set_id,
        g.groep,
        g.uitsplitsing,
        count(distinct k.voorziening_id) as voorzieningen,
        count(distinct k.persoon_id) as personen
    from kenmerk as k
    inner join {{ ref('codegroep') }} as g on k.kenmerk = g.kenmerk and k.code = g.code
    where g.groep in ('jeugdhulp_zwaar', 'jeugdhulp_verblijf')
    group by k.set_id, g.groep, g.uitsplitsing
),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        count(distinct v.voorziening_id) as voorzieningen,
        count(distinct v.persoon_id) as kinderen,
        count(distinct case
            when v.hulpvorm = '11' or (v.hulpvorm = '12' and v.is_gezinshuis) then v.persoon_id
        end) as pleegzorg_gezinshuis
    from sets as s
    left join voorziening as v on s.set_id = v.set_id
    group by s.reeks, s.set_id, s.gelezen_in, s.gemeente_code, s.jaar
),

versie as (
    select distinct uitsplitsing
    from {{ ref('codegroep') }}
    where groep = 'jeugdhulp_zwaar'
),

per_versie as (
    select
        t.reeks,
        t.set_id,
        t.gelezen_in,
        t.gemeente_code,
        t.jaar,
        v.uitsplitsing,
        t.voorzieningen,
        coalesce(g.voorzieningen, 0) as zwaar
    from telling as t
    cross join versie as v
    left join gegroepeerd as g
        on t.set_id = g.set_id and g.groep = 'jeugdhulp_zwaar' and v.uitsplitsing = g.uitsplitsing
),

component as (
    {{ ontvouw_componenten('telling', [
        ['voorzieningen', 'jeugdhulp_voorzieningen', 'totaal'],
        ['kinderen', 'jeugdhulp_kinderen', 'totaal'],
        ['pleegzorg_gezinshuis', 'jeugdhulp_kinderen', 'pleegzorg_gezinshuis'],
    ]) }}
    union all
    select
        t.reeks,
        t.set_id,
        t.gelezen_in,
        t.gemeente_code,
        t.jaar,
        'jeugdhulp_kinderen' as component_code,
        'verblijf' as uitsplitsing,
        cast(coalesce(g.personen, 0) as double) as waarde
    from telling as t
    left join gegroepeerd as g on t.set_id = g.set_id and g.groep = 'jeugdhulp_verblijf'
    union all
    select
        reeks,
        set_id,
        gelezen_in,
        gemeente_code,
        jaar,
        'jeugdhulp_voorzieningen_zwaar' as component_code,
        uitsplitsing,
        cast(zwaar as double) as waarde
    from per_versie
    union all
    select
        reeks,
        set_id,
        gelezen_in,
        gemeente_code,
        jaar,
        'jeugdhulp_voorzieningen_licht' as component_code,
        uitsplitsing,
        cast(voorzieningen - zwaar as double) as waarde
    from per_versie
)

{{ componentrijen('component') }}
