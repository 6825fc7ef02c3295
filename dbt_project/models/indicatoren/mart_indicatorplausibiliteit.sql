{#
    Is the figure itself plausible? Beside that of the newest earlier year of the same series, and beside what was known of the same year
    before. A series is one definition version between two breaks, known until the same day of the year: half a year says nothing of a whole
    one. The band is that of the seed indicatorband, wider where the series itself moves more (median and three times its robust spread; from
    five changes on, so that one odd year, which is two odd changes, has no say), and wide enough for chance in a small count.
#}
{% set cijfer = 'gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar' -%}
{% set reeks = 'gemeente_code, indicator_code, definitie_versie, uitsplitsing, deel, maand, dag' -%}
with
nu as (
    select
        f.gemeente_code,
        f.indicator_code,
        f.definitie_versie,
        f.uitsplitsing,
        f.jaar,
        f.peildatum,
        f.teller,
        f.noemer,
        f.waarde,
        f.eenheid,
        f.synthetisch,
        f.bekend_vanaf,
        count(b.jaar) as deel
    from {{ ref('fct_indicator') }} as f
    left join {{ ref('indicatorbreuk') }} as b
        on
            f.indicator_code = b.indicator_code
            and f.definitie_versie = b.naar_versie
            and b.van_versie = b.naar_versie
            and f.jaar >= b.jaar
            and f.uitsplitsing = coalesce(b.uitsplitsing, f.uitsplitsing)
    where f.bekend_tot is null and f.waarde is not null
    group by
        f.gemeente_code,
        f.indicator_code,
        f.definitie_versie,
        f.uitsplitsing,
        f.jaar,
        f.peildatum,
        f.teller,
        f.noemer,
        f.waarde,
        f.eenheid,
        f.synthetisch,
        f.bekend_vanaf
),

in_reeks as (
    select
        *,
        month(peildatum) as maand,
        day(peildatum) as dag
    from nu
),

met_vorige as (
    select
        *,
        lag(jaar) over (partition by {{ reeks }} order by jaar) as vorige_jaar,
        lag(waarde) over (partition by {{ reeks }} order by jaar) as vorige_waarde,
        lag(teller) over (partition by {{ reeks }} order by jaar) as vorige_teller
    from in_reeks
),

veranderd as (
    select
        *,
        (waarde - vorige_waarde) / nullif(abs(vorige_waarde), 0) as verandering
    from met_vorige
),

{# What changed in the same series in the years before, which the change of a year is held against. -#}
eerdere_verandering as (
    select
        v.gemeente_code,
        v.indicator_code,
        v.definitie_versie,
        v.uitsplitsing,
        v.jaar,
        abs(e.verandering) as verandering
    from veranderd as v
    inner join veranderd as e
        on
            v.gemeente_code = e.gemeente_code
            and v.indicator_code = e.indicator_code
            and v.definitie_versie = e.definitie_versie
            and v.uitsplitsing = e.uitsplitsing
            and v.deel = e.deel
            and v.maand = e.maand
            and v.dag = e.dag
            and v.jaar > e.jaar
    where e.verandering is not null
),

midden as (
    select
        {{ cijfer }},
        median(verandering) as midden
    from eerdere_verandering
    group by {{ cijfer }}
    having count(*) >= 5
),

met_midden as (
    select
        e.gemeente_code,
        e.indicator_code,
        e.definitie_versie,
        e.uitsplitsing,
        e.jaar,
        m.midden,
        abs(e.verandering - m.midden) as afstand
    from eerdere_verandering as e
    inner join midden as m
        on
            e.gemeente_code = m.gemeente_code
            and e.indicator_code = m.indicator_code
            and e.definitie_versie = m.definitie_versie
            and e.uitsplitsing = m.uitsplitsing
            and e.jaar = m.jaar
),

geleerd as (
    select
        {{ cijfer }},
        min(midden) + 3 * 1.4826 * median(afstand) as verandering
    from met_midden
    group by {{ cijfer }}
),

{# What was known of the same year, until the same day, and was another figure. -#}
eerder as (
    select
        n.gemeente_code,
        n.indicator_code,
        n.definitie_versie,
        n.uitsplitsing,
        n.jaar,
        f.waarde,
        row_number() over (
            partition by n.gemeente_code, n.indicator_code, n.definitie_versie, n.uitsplitsing, n.jaar
            order by f.bekend_vanaf desc
        ) as rang
    from nu as n
    inner join {{ ref('fct_indicator') }} as f
        on
            n.gemeente_code = f.gemeente_code
            and n.indicator_code = f.indicator_code
            and n.definitie_versie = f.definitie_versie
            and n.uitsplitsing = f.uitsplitsing
            and n.jaar = f.jaar
            and n.peildatum = f.peildatum
            and n.bekend_vanaf > f.bekend_vanaf
            and n.waarde <> f.waarde
),

vergeleken as (
    select
        v.*,
        i.decimalen,
        e.waarde as eerder_bekend,
        (v.waarde - e.waarde) / nullif(abs(e.waarde), 0) as herziening,
        coalesce(b.herziening, alle.herziening) as band_herziening,
        coalesce(b.absoluut, alle.absoluut) as absoluut,
        greatest(
            abs(v.vorige_waarde) * greatest(
                coalesce(b.sprong, alle.sprong),
                coalesce(g.verandering, 0),
                {# Twice the chance in a count; a figure per so many, or a percentage without a noemer, is none. -#}
                case
                    when
                        v.noemer is not null
                        or (substr(v.eenheid, 1, 1) <> '%' and substr(v.eenheid, 1, 4) <> 'per ')
                        then coalesce(2 / sqrt(nullif(abs(v.vorige_teller), 0)), 0)
                    else 0
                end
            ),
            coalesce(b.absoluut, alle.absoluut)
        ) as marge
    from veranderd as v
    inner join {{ ref('indicator') }} as i
        on v.indicator_code = i.indicator_code and v.definitie_versie = i.definitie_versie
    inner join {{ ref('indicatorband') }} as alle on alle.indicator_code = '*'
    left join {{ ref('indicatorband') }} as b on v.indicator_code = b.indicator_code
    left join geleerd as g
        on
            v.gemeente_code = g.gemeente_code
            and v.indicator_code = g.indicator_code
            and v.definitie_versie = g.definitie_versie
            and v.uitsplitsing = g.uitsplitsing
            and v.jaar = g.jaar
    left join eerder as e
        on
            v.gemeente_code = e.gemeente_code
            and v.indicator_code = e.indicator_code
            and v.definitie_versie = e.definitie_versie
            and v.uitsplitsing = e.uitsplitsing
            and v.jaar = e.jaar
            and e.rang = 1
    where v.vorige_jaar is not null or e.waarde is not null
),

begrensd as (
    select
        *,
        case
            when vorige_waarde >= 0 and absoluut = 0 then greatest(vorige_waarde - marge, 0)
            else vorige_waarde - marge
        end as ondergrens,
        vorige_waarde + marge as bovengrens
    from vergeleken
),

{# The billionth part is for binary fractions. -#}
beoordeeld as (
    select
        *,
        case
            when waarde < ondergrens - 1e-9 * abs(ondergrens) or waarde > bovengrens + 1e-9 * abs(bovengrens)
                then 'sprong'
            when abs(waarde - eerder_bekend) > greatest(band_herziening * abs(eerder_bekend), absoluut) * (1 + 1e-9)
                then 'herzien_sterk'
            else 'plausibel'
        end as oordeel
    from begrensd
),

getoond as (
    select
        *,
        cast(jaar as string) as jaar_getoond,
        cast(vorige_jaar as string) as vorige_jaar_getoond,
        {{ toon_bedrag('waarde', decimalen='decimalen') }} as waarde_getoond,
        {{ toon_bedrag('vorige_waarde', decimalen='decimalen') }} as vorige_waarde_getoond,
        {{ toon_bedrag('ondergrens', decimalen='decimalen') }} as ondergrens_getoond,
        {{ toon_bedrag('bovengrens', decimalen='decimalen') }} as bovengrens_getoond,
        {{ toon_bedrag('eerder_bekend', decimalen='decimalen') }} as eerder_bekend_getoond
    from beoordeeld
)

select
    gemeente_code,
    indicator_code,
    definitie_versie,
    uitsplitsing,
    jaar,
    waarde,
    vorige_waarde,
    vorige_jaar,
    verandering,
    ondergrens,
    bovengrens,
    eerder_bekend,
    herziening,
    oordeel,
    concat_ws(
        ' ',
        concat('Over ', jaar_getoond, ' is de waarde ', waarde_getoond, ' (', eenheid, ').'),
        'Over ' || vorige_jaar_getoond || ' was ze ' || vorige_waarde_getoond || '; verwacht werd een waarde tussen '
        || ondergrens_getoond || ' en ' || bovengrens_getoond || '.',
        'Eerder was over ' || jaar_getoond || ' bekend: ' || eerder_bekend_getoond || '.'
    ) as uitleg,
    eenheid,
    synthetisch
from getoond
