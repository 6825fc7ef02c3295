{#
    What was reached, beside what was meant to be reached. Of a year's versions the newest that has a figure counts; of the documents that
    name a target the newest, also when it says that the target has lapsed. A target beside the target (liefst), or one in another unit
    (maanden), is no breakdown that is measured: those stay in fct_streefwaarde.
-#}
with
realisatie as (
    select
        gemeente_code,
        indicator_code,
        uitsplitsing,
        jaar,
        definitie_versie,
        peildatum,
        waarde,
        status,
        kanttekening,
        synthetisch,
        row_number() over (
            partition by gemeente_code, indicator_code, uitsplitsing, jaar
            order by case when waarde is null then 1 else 0 end, definitie_versie desc
        ) as rang
    from {{ ref('fct_indicator') }}
    where bekend_tot is null
),

gemeten_uitsplitsing as (
    select distinct
        indicator_code,
        uitsplitsing
    from {{ ref('indicatorformule') }}
),

streefwaarde as (
    select
        s.gemeente_code,
        s.indicator_code,
        s.uitsplitsing,
        s.jaar,
        s.document_code,
        s.streefwaarde,
        s.toelichting,
        s.synthetisch,
        row_number() over (
            partition by s.gemeente_code, s.indicator_code, s.uitsplitsing, s.jaar
            order by d.volgorde_datum desc, s.document_code desc
        ) as rang
    from {{ ref('fct_streefwaarde') }} as s
    inner join {{ ref('document') }} as d on s.document_code = d.document_code
    left join gemeten_uitsplitsing as u
        on s.indicator_code = u.indicator_code and s.uitsplitsing = u.uitsplitsing
    where s.jaar is not null and (s.uitsplitsing = 'totaal' or u.uitsplitsing is not null)
),

onderwerp as (
    select
        gemeente_code,
        indicator_code,
        uitsplitsing,
        jaar
    from realisatie
    union
    select
        gemeente_code,
        indicator_code,
        uitsplitsing,
        jaar
    from streefwaarde
),

{# The definition of a year without a figure: the newest that is valid then. -#}
geldige_versie as (
    select
        o.indicator_code,
        o.jaar,
        coalesce(
            max(
                case
                    when
                        coalesce(i.geldig_van_jaar, o.jaar) <= o.jaar and coalesce(i.geldig_tot_jaar, o.jaar) >= o.jaar
                        then i.definitie_versie
                end
            ),
            max(i.definitie_versie)
        ) as definitie_versie
    from onderwerp as o
    inner join {{ ref('indicator') }} as i on o.indicator_code = i.indicator_code
    group by o.indicator_code, o.jaar
),

met_versie as (
    select
        o.gemeente_code,
        o.indicator_code,
        o.uitsplitsing,
        o.jaar,
        coalesce(r.definitie_versie, g.definitie_versie) as definitie_versie,
        r.waarde as realisatie,
        r.peildatum,
        r.status,
        r.kanttekening,
        r.synthetisch
    from onderwerp as o
    inner join geldige_versie as g on o.indicator_code = g.indicator_code and o.jaar = g.jaar
    left join realisatie as r
        on
            o.gemeente_code = r.gemeente_code
            and o.indicator_code = r.indicator_code
            and o.uitsplitsing = r.uitsplitsing
            and o.jaar = r.jaar
            and r.rang = 1
),

{# Last year's figure under the same version where there is one, else the one that was last year's score. -#}
met_vorig_jaar as (
    select
        m.*,
        coalesce(z.waarde, v.waarde) as realisatie_vorig_jaar,
        case
            when z.waarde is not null then z.definitie_versie
            when v.waarde is not null then v.definitie_versie
        end as versie_vorig_jaar,
        case
            when z.waarde is not null then z.peildatum
            when v.waarde is not null then v.peildatum
        end as peildatum_vorig_jaar
    from met_versie as m
    left join realisatie as z
        on
            m.gemeente_code = z.gemeente_code
            and m.indicator_code = z.indicator_code
            and m.uitsplitsing = z.uitsplitsing
            and m.definitie_versie = z.definitie_versie
            and m.jaar = z.jaar + 1
    left join realisatie as v
        on
            m.gemeente_code = v.gemeente_code
            and m.indicator_code = v.indicator_code
            and m.uitsplitsing = v.uitsplitsing
            and m.jaar = v.jaar + 1
            and v.rang = 1
),

{# A break touches a figure that is reckoned in its new way while the year before is reckoned in the old. -#}
breuk as (
    select
        m.gemeente_code,
        m.indicator_code,
        m.uitsplitsing,
        m.jaar,
        min(b.uitleg) as uitleg
    from met_vorig_jaar as m
    inner join {{ ref('indicatorbreuk') }} as b
        on
            m.indicator_code = b.indicator_code
            and m.jaar = b.jaar
            and m.uitsplitsing = coalesce(b.uitsplitsing, m.uitsplitsing)
            and m.definitie_versie = b.naar_versie
            and coalesce(m.versie_vorig_jaar, b.van_versie) = b.van_versie
    group by m.gemeente_code, m.indicator_code, m.uitsplitsing, m.jaar
),

naast_elkaar as (
    select
        m.gemeente_code,
        m.indicator_code,
        m.uitsplitsing,
        m.jaar,
        m.definitie_versie,
        m.realisatie,
        m.realisatie_vorig_jaar,
        m.versie_vorig_jaar,
        m.peildatum,
        m.peildatum_vorig_jaar,
        m.status,
        m.kanttekening,
        s.streefwaarde,
        s.document_code,
        s.toelichting as streefwaarde_toelichting,
        i.eenheid,
        i.richting,
        i.breuk as breuk_definitie,
        b.uitleg,
        b.jaar is not null as breuk_genoemd,
        m.realisatie is not null
        and (
            month(m.peildatum) <> month(m.peildatum_vorig_jaar) or day(m.peildatum) <> day(m.peildatum_vorig_jaar)
        ) as andere_dag,
        m.realisatie is not null
        and m.realisatie_vorig_jaar is not null
        and m.definitie_versie <> m.versie_vorig_jaar as andere_versie,
        coalesce(m.synthetisch, false) or coalesce(s.synthetisch, false) as synthetisch,
        {# The billionth part is for binary fractions: 0.1 + 0.2 reaches a target of 0.3. -#}
        round(m.realisatie - s.streefwaarde, 9) as afwijking
    from met_vorig_jaar as m
    inner join {{ ref('indicator') }} as i
        on m.indicator_code = i.indicator_code and m.definitie_versie = i.definitie_versie
    left join streefwaarde as s
        on
            m.gemeente_code = s.gemeente_code
            and m.indicator_code = s.indicator_code
            and m.uitsplitsing = s.uitsplitsing
            and m.jaar = s.jaar
            and s.rang = 1
    left join breuk as b
        on
            m.gemeente_code = b.gemeente_code
            and m.indicator_code = b.indicator_code
            and m.uitsplitsing = b.uitsplitsing
            and m.jaar = b.jaar
)

select
    gemeente_code,
    indicator_code,
    uitsplitsing,
    jaar,
    definitie_versie,
    realisatie,
    streefwaarde,
    document_code,
    afwijking,
    case
        when streefwaarde is null then 'geen_streefwaarde'
        when realisatie is null then 'geen_realisatie'
        when richting = 'neutraal' then 'neutraal'
        when richting = 'hoger' and afwijking >= 0 then 'gehaald'
        when richting = 'lager' and afwijking <= 0 then 'gehaald'
        else 'niet_gehaald'
    end as oordeel,
    realisatie_vorig_jaar,
    versie_vorig_jaar,
    case when not andere_versie then realisatie - realisatie_vorig_jaar end as verandering,
    breuk_genoemd or andere_versie as breuk,
    coalesce(uitleg, case when andere_versie then breuk_definitie end) as breuk_uitleg,
    eenheid,
    richting,
    peildatum,
    peildatum_vorig_jaar,
    status,
    nullif(
        concat_ws(
            ' ',
            kanttekening,
            case
                when andere_dag
                    then concat('Het jaar ervoor is bekend tot ', {{ datum_tekst('peildatum_vorig_jaar') }}, '.')
            end
        ),
        ''
    ) as kanttekening,
    streefwaarde_toelichting,
    synthetisch
from naast_elkaar
