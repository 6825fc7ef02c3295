{#
    Sociale activering and loonkostensubsidie, counted per pair of deliveries: who has an uitkering and who has a voorziening can
    only be laid side by side when both are known on the same day. A person is a persoon_id; without one nobody is counted.
-#}
with
sets as ({{ te_tellen_sets('ssd_participatie') }}),

uitkering as (
    select
        s.set_id,
        u.huishouden_id,
        u.persoon_id,
        u.partner_persoon_id,
        u.is_doelgroep_lks
    from sets as s
    inner join {{ ref('stg_ssd__uitkeringen') }} as u on s.levering_id_1 = u.levering_id
    where {{ actief_op('s.peildatum') }}
),

voorziening as (
    select
        s.set_id,
        v.huishouden_id,
        v.persoon_id,
        v.soort_voorziening,
        v.werkgever_soort
    from sets as s
    inner join {{ ref('stg_ssd__voorzieningen') }} as v on s.levering_id_2 = v.levering_id
    where {{ actief_op('s.peildatum') }}
),

activering as (
    select
        set_id,
        huishouden_id,
        persoon_id
    from voorziening
    where soort_voorziening = 'SOCIALE_ACTIVERING'
),

huishouden as (
    select
        u.set_id,
        count(distinct u.huishouden_id) as aantal,
        count(distinct a.huishouden_id) as aantal_activering
    from uitkering as u
    left join activering as a on u.set_id = a.set_id and u.huishouden_id = a.huishouden_id
    group by u.set_id
),

uitkeringspersoon as (
    select
        set_id,
        persoon_id
    from uitkering
    union distinct
    select
        set_id,
        partner_persoon_id as persoon_id
    from uitkering
),

persoon as (
    select
        p.set_id,
        count(distinct p.persoon_id) as aantal,
        count(distinct a.persoon_id) as aantal_activering
    from uitkeringspersoon as p
    left join activering as a on p.set_id = a.set_id and p.persoon_id = a.persoon_id
    group by p.set_id
),

lks_persoon as (
    select
        set_id,
        persoon_id,
        true as is_regulier
    from voorziening
    where
        soort_voorziening in ('LOONKOSTENSUBSIDIE', 'FORFAITAIRE_LKS')
        and werkgever_soort = 'REGULIER'
        and persoon_id is not null
    union distinct
    select
        set_id,
        persoon_id,
        false as is_regulier
    from uitkering
    where is_doelgroep_lks and persoon_id is not null
),

lks as (
    select
        set_id,
        count(distinct case when is_regulier then persoon_id end) as regulier,
        count(distinct persoon_id) as doelgroep
    from lks_persoon
    group by set_id
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
    left join huishouden as h on s.set_id = h.set_id
    left join persoon as p on s.set_id = p.set_id
    left join lks as l on s.set_id = l.set_id
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
