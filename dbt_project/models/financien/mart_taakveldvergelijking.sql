{#
    A municipality beside each of its groups (seed referentiegroep), per report and taakveld. Members of a group that did not deliver have no
    lasten per inhabitant (int_taakveldlasten), so they fall out of every figure of the group. median() is one of the few functions for it that
    DuckDB and Spark (from 3.4) share. Between two decimals it is cut off by the one and not by the other: in millionths as binary fractions it
    is exact with both.
-#}
with
gemeente as (
    select
        gemeente_code,
        verslagsoort,
        inwoners
    from {{ ref('mart_iv3opgave') }}
),

groep as (
    select *
    from {{ ref('referentiegroep') }}
),

{# lid: counts in the figures of the group; onderwerp: is compared with them, also with a list that it is not on. -#}
deelnemer as (
    select
        m.verslagsoort,
        g.groep_code,
        m.gemeente_code,
        true as is_lid,
        true as is_onderwerp
    from gemeente as m
    inner join groep as g
        on
            g.soort = 'land'
            or (
                g.soort = 'grootteklasse'
                and m.inwoners >= g.van_inwoners
                and (g.tot_inwoners is null or m.inwoners < g.tot_inwoners)
            )
    union all
    select
        m.verslagsoort,
        g.groep_code,
        m.gemeente_code,
        true as is_lid,
        false as is_onderwerp
    from gemeente as m
    inner join {{ ref('referentiegroeplid') }} as l on m.gemeente_code = l.gemeente_code
    inner join groep as g on l.groep_code = g.groep_code and g.soort = 'ledenlijst'
    union all
    select
        m.verslagsoort,
        g.groep_code,
        m.gemeente_code,
        false as is_lid,
        true as is_onderwerp
    from gemeente as m
    inner join groep as g on m.gemeente_code = g.gemeente_code and g.soort = 'ledenlijst'
),

gerangschikt as (
    select
        d.groep_code,
        d.is_lid,
        d.is_onderwerp,
        l.*,
        rank() over (
            partition by d.verslagsoort, d.groep_code, l.taakveld_code
            order by l.lasten_per_inwoner_eur desc nulls last
        ) as rang,
        count(l.lasten_per_inwoner_eur) over (partition by d.verslagsoort, d.groep_code, l.taakveld_code) as rang_van
    from deelnemer as d
    inner join {{ ref('int_taakveldlasten') }} as l
        on d.verslagsoort = l.verslagsoort and d.gemeente_code = l.gemeente_code
),

groepscijfer as (
    select
        verslagsoort,
        groep_code,
        taakveld_code,
        median(cast(case when is_lid then lasten_per_inwoner_eur * 1000000 end as double)) as mediaan_miljoenste,
        sum(case when is_lid and lasten_per_inwoner_eur is not null then lasten_eur end) as lasten_eur,
        sum(case when is_lid and lasten_per_inwoner_eur is not null then inwoners end) as inwoners,
        min(case when is_lid then lasten_per_inwoner_eur end) as laagste,
        max(case when is_lid then lasten_per_inwoner_eur end) as hoogste,
        count(case when is_lid then lasten_per_inwoner_eur end) as aantal,
        max(case when synthetisch then 1 else 0 end) = 1 as synthetisch
    from gerangschikt
    group by verslagsoort, groep_code, taakveld_code
)

select
    e.gemeente_code,
    e.jaar,
    e.verslagsoort,
    e.verslag,
    e.taakveld_code,
    t.naam as taakveld,
    e.niveau,
    e.groep_code,
    r.naam as groep,
    e.opgave,
    e.inwoners,
    e.lasten_eur,
    e.lasten_per_inwoner_eur,
    cast(round(g.mediaan_miljoenste) / 1000000 as decimal(18, 6)) as mediaan_per_inwoner_eur,
    {{ per_inwoner('g.lasten_eur', 'g.inwoners') }} as gemiddelde_per_inwoner_eur,
    g.laagste as laagste_per_inwoner_eur,
    g.hoogste as hoogste_per_inwoner_eur,
    cast(g.aantal as int) as aantal,
    cast(case when e.lasten_per_inwoner_eur is not null then e.rang end as int) as rang,
    cast(case when e.lasten_per_inwoner_eur is not null then e.rang_van end as int) as rang_van,
    g.synthetisch
from gerangschikt as e
inner join groepscijfer as g
    on e.verslagsoort = g.verslagsoort and e.groep_code = g.groep_code and e.taakveld_code = g.taakveld_code
inner join groep as r on e.groep_code = r.groep_code
inner join {{ ref('dim_taakveld') }} as t on e.taakveld_code = t.taakveld_code and e.jaar = t.jaar
where e.is_onderwerp and g.aantal > 0
