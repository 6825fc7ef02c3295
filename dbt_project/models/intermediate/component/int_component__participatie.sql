{#
    Sociale activering and loonkostensubsidie, counted per pair of deliveries: who has an uitkering and who has a voorziening can
    only be laid side by side when both are known on the same day. A person is a persoon_id; without one nobody is counted.
-#}
with
sets as ({{ te_tellen_sets('ssd_participatie') }}),

uitkering as (
    select
        s.set_nr,
        u.huishouden_id,
        u.persoon_id,
        u.partner_persoon_id,
        u.is_doelgroep_lks
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_ssd__uitkeringen'), 'ssd_participatie') }} as u
        on s.levering_id_1 = u.levering_id
    where {{ actief_op('s.peildatum') }}
),

voorziening as (
    select
        s.set_nr,
        v.huishouden_id,
        v.persoon_id,
        v.soort_voorziening,
        v.werkgever_soort
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_ssd__voorzieningen'), 'ssd_participatie', 2) }} as v
        on s.levering_id_2 = v.levering_id
    where {{ actief_op('s.peildatum') }}
),

{# Who is counted is made unique before it is joined: a name is in memory once, and only rows are left to count. -#}
uitkeringshuishouden as (
    select distinct
        set_nr,
        huishouden_id
    from uitkering
),

geactiveerd_huishouden as (
    select distinct
        set_nr,
        huishouden_id
    from voorziening
    where soort_voorziening = 'SOCIALE_ACTIVERING'
),

geactiveerde_persoon as (
    select distinct
        set_nr,
        persoon_id
    from voorziening
    where soort_voorziening = 'SOCIALE_ACTIVERING'
),

huishouden as (
    select
        u.set_nr,
        count(u.huishouden_id) as aantal,
        count(a.huishouden_id) as aantal_activering
    from uitkeringshuishouden as u
    left join geactiveerd_huishouden as a on u.set_nr = a.set_nr and u.huishouden_id = a.huishouden_id
    group by u.set_nr
),

uitkeringspersoon as (
    select
        set_nr,
        persoon_id
    from uitkering
    union distinct
    select
        set_nr,
        partner_persoon_id as persoon_id
    from uitkering
),

persoon as (
    select
        p.set_nr,
        count(p.persoon_id) as aantal,
        count(a.persoon_id) as aantal_activering
    from uitkeringspersoon as p
    left join geactiveerde_persoon as a on p.set_nr = a.set_nr and p.persoon_id = a.persoon_id
    group by p.set_nr
),

lks_persoon as (
    select
        set_nr,
        persoon_id,
        1 as is_regulier
    from voorziening
    where
        soort_voorziening in ('LOONKOSTENSUBSIDIE', 'FORFAITAIRE_LKS')
        and werkgever_soort = 'REGULIER'
        and persoon_id is not null
    union all
    select
        set_nr,
        persoon_id,
        0 as is_regulier
    from uitkering
    where is_doelgroep_lks and persoon_id is not null
),

lks_per_persoon as (
    select
        set_nr,
        persoon_id,
        max(is_regulier) as is_regulier
    from lks_persoon
    group by set_nr, persoon_id
),

lks as (
    select
        set_nr,
        sum(is_regulier) as regulier,
        count(*) as doelgroep
    from lks_per_persoon
    group by set_nr
),

telling as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        coalesce(h.aantal, 0) as huishoudens_bijstand,
        coalesce(h.aantal_activering, 0) as huishoudens_activering,
        coalesce(p.aantal, 0) as personen_bijstand,
        coalesce(p.aantal_activering, 0) as personen_activering,
        coalesce(l.regulier, 0) as lks_regulier,
        coalesce(l.doelgroep, 0) as lks_doelgroep
    from sets as s
    left join huishouden as h on s.set_nr = h.set_nr
    left join persoon as p on s.set_nr = p.set_nr
    left join lks as l on s.set_nr = l.set_nr
),

component as (
    {{ ontvouw_componenten('telling', [
        ['huishoudens_bijstand', 'bijstand_huishoudens', 'totaal'],
        ['huishoudens_activering', 'bijstand_huishoudens', 'sociale_activering'],
        ['personen_bijstand', 'bijstand_personen', 'totaal'],
        ['personen_activering', 'bijstand_personen', 'sociale_activering'],
        ['lks_regulier', 'lks_personen', 'regulier'],
        ['lks_doelgroep', 'lks_personen', 'doelgroep'],
    ]) }}
)

{{ componentrijen('component') }}
