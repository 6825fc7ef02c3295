{# Published figures are laid beside what we know now: the row of fct_indicator that is still open. -#}
with
gepubliceerd as (
    select
        *,
        {{ getal_gedrukt('waarde_gedrukt') }} as gepubliceerd,
        0.5 * power(cast(10 as double), -decimalen) as tolerantie
    from {{ ref('gepubliceerd_cijfer') }}
),

naast_elkaar as (
    select
        g.*,
        f.waarde as berekend,
        f.waarde - g.gepubliceerd as verschil,
        coalesce(f.synthetisch, false) as synthetisch
    from gepubliceerd as g
    left join {{ ref('fct_indicator') }} as f
        on
            g.gemeente_code = f.gemeente_code
            and g.indicator_code = f.indicator_code
            and g.definitie_versie = f.definitie_versie
            and g.uitsplitsing = f.uitsplitsing
            and g.jaar = f.jaar
            and f.bekend_tot is null
)

select
    cijfer_id,
    document_code,
    gemeente_code,
    indicator_code,
    definitie_versie,
    uitsplitsing,
    jaar,
    waarde_gedrukt,
    gepubliceerd,
    berekend,
    verschil,
    tolerantie,
    {# The millionth is for binary fractions: 136.75 - 136.8 must not be a hair beyond 0.05. -#}
    case
        when berekend is null then 'niet_berekend'
        when abs(verschil) <= tolerantie * 1.000001 then 'sluit_aan'
        else 'wijkt_af'
    end as aansluiting,
    toelichting,
    synthetisch
from naast_elkaar
