{#
    Printed figures as something to compare with. Before the first point of a typed breakdown stands what kind of figure it is, unless it
    is a realisation: streefwaarde, mutatie, waarneming, and for amounts raming, begroot… and afwijking…. A change can say since when
    (mutatie.sinds_2019), and a total where it was printed (totaal.bij_jeugdbescherming).
-#}
with
gedrukt as (
    select
        p.levering_id,
        p.rijnummer,
        g.gemeente_code,
        p.document_code,
        p.indicator_code,
        coalesce(p.uitsplitsing_getypt, 'totaal') as uitsplitsing_gedrukt,
        split_part(coalesce(p.uitsplitsing_getypt, 'totaal'), '.', 1) as eerste_deel,
        p.jaar_getypt as jaar_gedrukt,
        p.waarde_gedrukt,
        p.waarde_soort,
        p.waarde,
        p.decimalen,
        p.eenheid,
        p.kanttekening
    from {{ ref('stg_pc__publicaties') }} as p
    inner join {{ ref('int_pc_geldig') }} as g
        on p.levering_id = g.levering_id and p.rijnummer = g.rijnummer
),

ontleed as (
    select
        *,
        case
            when eerste_deel in ('streefwaarde', 'mutatie', 'waarneming', 'raming') then eerste_deel
            when eerste_deel like 'begroot%' or eerste_deel like 'afwijking%' then eerste_deel
            else 'realisatie'
        end as maat,
        case
            when jaar_gedrukt like '____' or jaar_gedrukt like '____-HJ_'
                then try_cast(substr(jaar_gedrukt, 1, 4) as int)
        end as jaar,
        case when jaar_gedrukt like '____-HJ_' then try_cast(substr(jaar_gedrukt, 8, 1) as int) else 0 end as halfjaar
    from gedrukt
),

onderdeel as (
    select
        *,
        case
            when eerste_deel in ('realisatie', maat) and uitsplitsing_gedrukt = eerste_deel then 'totaal'
            when eerste_deel in ('realisatie', maat) then substr(uitsplitsing_gedrukt, length(eerste_deel) + 2)
            else uitsplitsing_gedrukt
        end as uitsplitsing_getypt
    from ontleed
),

{# What we say about a printed figure; what is said about one value goes before what is said about all of them. -#}
toegelicht as (
    select
        o.*,
        case
            when o.uitsplitsing_getypt like 'totaal.%' or o.uitsplitsing_getypt like 'sinds_____' then 'totaal'
            else regexp_replace(o.uitsplitsing_getypt, '[.]sinds_[0-9]{4}$', '')
        end as uitsplitsing,
        try_cast(nullif(regexp_extract(o.uitsplitsing_getypt, 'sinds_([0-9]{4})$', 1), '') as int) as basisjaar,
        coalesce(w.definitie_versie, a.definitie_versie) as genoemde_versie,
        coalesce(w.tolerantie_eenheden, a.tolerantie_eenheden, 0.5) as tolerantie_eenheden,
        coalesce(w.toelichting, a.toelichting) as toelichting
    from onderdeel as o
    left join {{ ref('aansluitingtoelichting') }} as w
        on
            o.document_code = w.document_code
            and o.indicator_code = w.indicator_code
            and o.uitsplitsing_gedrukt = coalesce(w.uitsplitsing, 'totaal')
            and {{ gelijk('o.jaar_gedrukt', 'w.jaar') }}
            and o.waarde_gedrukt = w.waarde_gedrukt
    left join {{ ref('aansluitingtoelichting') }} as a
        on
            o.document_code = a.document_code
            and o.indicator_code = a.indicator_code
            and o.uitsplitsing_gedrukt = coalesce(a.uitsplitsing, 'totaal')
            and {{ gelijk('o.jaar_gedrukt', 'a.jaar') }}
            and a.waarde_gedrukt is null
),

{# Unless we say otherwise a document used the newest definition of the year. -#}
versie as (
    select
        t.levering_id,
        t.rijnummer,
        coalesce(
            max(t.genoemde_versie),
            max(
                case
                    when
                        coalesce(i.geldig_van_jaar, t.jaar) <= t.jaar and coalesce(i.geldig_tot_jaar, t.jaar) >= t.jaar
                        then i.definitie_versie
                end
            ),
            max(i.definitie_versie)
        ) as definitie_versie,
        max(i.soort) as soort
    from toegelicht as t
    inner join {{ ref('indicator') }} as i on t.indicator_code = i.indicator_code
    group by t.levering_id, t.rijnummer
)

select
    t.levering_id,
    t.rijnummer,
    t.gemeente_code,
    t.document_code,
    t.indicator_code,
    v.definitie_versie,
    v.soort,
    t.maat,
    t.uitsplitsing,
    t.uitsplitsing_gedrukt,
    t.jaar,
    t.halfjaar,
    t.jaar_gedrukt,
    coalesce(t.basisjaar, t.jaar - 1) as basisjaar,
    t.waarde_gedrukt,
    t.waarde_soort,
    t.waarde as gepubliceerd,
    t.tolerantie_eenheden * power(cast(10 as double), 0 - t.decimalen) as tolerantie,
    t.eenheid,
    t.kanttekening,
    t.toelichting
from toegelicht as t
inner join versie as v on t.levering_id = v.levering_id and t.rijnummer = v.rijnummer
