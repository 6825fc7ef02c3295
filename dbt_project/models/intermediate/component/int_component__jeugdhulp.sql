{# Which codes are zwaar, or verblijf, says the seed codegroep; voorzieningen count as such, children as persons. -#}
with
sets as ({{ te_tellen_sets('gidso_voorzieningen') }}),

voorziening as (
    select
        s.set_nr,
        v.voorziening_id,
        v.persoon_id,
        v.productcategorie,
        v.hulpvorm,
        v.is_gezinshuis
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_gidso__voorzieningen'), 'gidso_voorzieningen') }} as v
        on s.levering_id_1 = v.levering_id
    where
        v.wet = 'JW'
        and {{ actief_in(eerste_dag('s.jaar'), 's.peildatum') }}
),

kenmerk as (
    select
        set_nr,
        voorziening_id,
        persoon_id,
        'hulpvorm' as kenmerk,
        hulpvorm as code
    from voorziening
    union all
    select
        set_nr,
        voorziening_id,
        persoon_id,
        'productcategorie' as kenmerk,
        productcategorie as code
    from voorziening
),

gegroepeerd as (
    select
        k.set_nr,
        g.groep,
        g.uitsplitsing,
        count(distinct k.voorziening_id) as voorzieningen,
        count(distinct k.persoon_id) as personen
    from kenmerk as k
    inner join {{ ref('codegroep') }} as g on k.kenmerk = g.kenmerk and k.code = g.code
    where g.groep in ('jeugdhulp_zwaar', 'jeugdhulp_verblijf')
    group by k.set_nr, g.groep, g.uitsplitsing
),

{# One row per child before anything is counted: counting distinct names per column would keep them all twice. -#}
kind as (
    select
        set_nr,
        max(case when hulpvorm = '11' or (hulpvorm = '12' and is_gezinshuis) then 1 else 0 end) as pleegzorg_gezinshuis
    from voorziening
    where persoon_id is not null
    group by set_nr, persoon_id
),

kinderen as (
    select
        set_nr,
        count(*) as aantal,
        sum(pleegzorg_gezinshuis) as pleegzorg_gezinshuis
    from kind
    group by set_nr
),

voorzieningen as (
    select
        set_nr,
        count(distinct voorziening_id) as aantal
    from voorziening
    group by set_nr
),

telling as (
    select
        s.set_nr,
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(v.aantal, 0) as voorzieningen,
        coalesce(k.aantal, 0) as kinderen,
        coalesce(k.pleegzorg_gezinshuis, 0) as pleegzorg_gezinshuis
    from sets as s
    left join voorzieningen as v on s.set_nr = v.set_nr
    left join kinderen as k on s.set_nr = k.set_nr
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
        on t.set_nr = g.set_nr and g.groep = 'jeugdhulp_zwaar' and v.uitsplitsing = g.uitsplitsing
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
    left join gegroepeerd as g on t.set_nr = g.set_nr and g.groep = 'jeugdhulp_verblijf'
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
