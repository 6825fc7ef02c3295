{#
    Published figures are laid beside what we know now: figures and changes beside the open rows of fct_indicator, targets beside those of
    the same document, counts beside what was counted, amounts beside what the budget lines make of them. What does not agree says why.
-#}
{% set cijfer = 'gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar' -%}
with
{# What was known halfway a year stays in the history: the last that was said of 30 June. -#}
halverwege as (
    select
        *,
        row_number() over (partition by {{ cijfer }} order by bekend_vanaf desc) as rang
    from {{ ref('fct_indicator') }}
    where peildatum = make_date(jaar, 6, 30)
),

stand as (
    select
        {{ cijfer }},
        0 as halfjaar,
        waarde,
        synthetisch
    from {{ ref('fct_indicator') }}
    where bekend_tot is null
    union all
    select
        {{ cijfer }},
        1 as halfjaar,
        waarde,
        synthetisch
    from halverwege
    where rang = 1
),

{# When the printed figure was what we knew, should that have been so once. -#}
eerder as (
    select
        g.levering_id,
        g.rijnummer,
        min(f.bekend_vanaf) as bekend_vanaf,
        max(f.bekend_tot) as bekend_tot
    from {{ ref('int_gedrukt_cijfer') }} as g
    inner join {{ ref('fct_indicator') }} as f
        on
            g.gemeente_code = f.gemeente_code
            and g.indicator_code = f.indicator_code
            and g.definitie_versie = f.definitie_versie
            and g.uitsplitsing = f.uitsplitsing
            and g.jaar = f.jaar
            and abs(g.gepubliceerd - f.waarde) <= g.tolerantie
    where g.maat = 'realisatie' and g.halfjaar = 0 and f.bekend_tot is not null
    group by g.levering_id, g.rijnummer
),

{# wel_bekend: we have a row to lay beside it, be it one that says that there is no number. -#}
naast_elkaar as (
    select
        g.*,
        case
            when g.soort = 'telling' then cast(t.aantal as double)
            when g.soort = 'financieel' then f.berekend
            when g.maat = 'realisatie' then n.waarde
            when g.maat = 'streefwaarde' then s.streefwaarde
            when g.maat = 'mutatie' and substr(g.eenheid, 1, 1) = '%' then (n.waarde / nullif(v.waarde, 0) - 1) * 100
            when g.maat = 'mutatie' then n.waarde - v.waarde
        end as berekend,
        case
            when g.soort = 'telling' then t.aantal is not null
            when g.soort = 'financieel' then f.berekend is not null
            when g.maat = 'realisatie' then n.indicator_code is not null
            when g.maat = 'streefwaarde' then s.indicator_code is not null
            when g.maat = 'mutatie' then n.indicator_code is not null and v.indicator_code is not null
            else false
        end as wel_bekend,
        case
            when g.soort = 'telling' then t.synthetisch
            when g.soort = 'financieel' then f.synthetisch
            when g.maat = 'streefwaarde' then s.synthetisch
            when g.maat = 'mutatie' then n.synthetisch or v.synthetisch
            else n.synthetisch
        end as is_synthetisch,
        s.streefwaarde_getypt,
        f.delen,
        h.bekend_vanaf,
        h.bekend_tot,
        i.niet_berekend as waarom_niet
    from {{ ref('int_gedrukt_cijfer') }} as g
    inner join {{ ref('indicator') }} as i
        on g.indicator_code = i.indicator_code and g.definitie_versie = i.definitie_versie
    left join stand as n
        on
            g.maat in ('realisatie', 'mutatie')
            and g.gemeente_code = n.gemeente_code
            and g.indicator_code = n.indicator_code
            and g.definitie_versie = n.definitie_versie
            and g.uitsplitsing = n.uitsplitsing
            and g.jaar = n.jaar
            and g.halfjaar = n.halfjaar
    left join stand as v
        on
            g.maat = 'mutatie'
            and g.gemeente_code = v.gemeente_code
            and g.indicator_code = v.indicator_code
            and g.definitie_versie = v.definitie_versie
            and g.uitsplitsing = v.uitsplitsing
            and g.basisjaar = v.jaar
            and g.halfjaar = v.halfjaar
    left join {{ ref('fct_streefwaarde') }} as s
        on
            g.maat = 'streefwaarde'
            and g.gemeente_code = s.gemeente_code
            and g.document_code = s.document_code
            and g.indicator_code = s.indicator_code
            and g.uitsplitsing = s.uitsplitsing
            and {{ gelijk('g.jaar', 's.jaar') }}
            and g.halfjaar = 0
            and (g.jaar is not null or g.jaar_gedrukt is null)
    left join {{ ref('int_telling') }} as t
        on
            g.document_code = t.document_code
            and g.indicator_code = t.indicator_code
            and g.uitsplitsing = t.uitsplitsing
            and g.jaar = t.jaar
    left join {{ ref('int_gedrukt_bedrag') }} as f on g.levering_id = f.levering_id and g.rijnummer = f.rijnummer
    left join eerder as h on g.levering_id = h.levering_id and g.rijnummer = h.rijnummer
),

{# The millionth is for binary fractions: 136.75 - 136.8 must not be a hair beyond 0.05. -#}
beoordeeld as (
    select
        *,
        berekend - gepubliceerd as verschil,
        case
            when gepubliceerd is not null and berekend is null then 'niet_berekend'
            when gepubliceerd is not null and abs(berekend - gepubliceerd) <= tolerantie * 1.000001 then 'sluit_aan'
            when gepubliceerd is not null then 'wijkt_af'
            when waarde_soort = 'minder_dan' and berekend < 5 then 'sluit_aan'
            when berekend is not null then 'wijkt_af'
            when not wel_bekend then 'niet_berekend'
            when maat = 'streefwaarde' and streefwaarde_getypt <> waarde_gedrukt then 'wijkt_af'
            else 'sluit_aan'
        end as aansluiting
    from naast_elkaar
),

verklaard as (
    select
        *,
        case
            when aansluiting = 'sluit_aan' then null
            when aansluiting = 'wijkt_af' and bekend_tot is not null
                then concat(
                    'Dit was het cijfer van ',
                    {{ datum_tekst('bekend_vanaf') }},
                    ' tot ',
                    {{ datum_tekst('bekend_tot') }},
                    '; een latere levering heeft het herzien.'
                )
            when aansluiting = 'wijkt_af' and toelichting is not null then null
            when aansluiting = 'wijkt_af' and soort = 'financieel'
                then 'Uit de aangeleverde begrotingsregels volgt een ander bedrag; afronding verklaart dat niet.'
            when aansluiting = 'wijkt_af' and gepubliceerd is null and berekend is not null
                then 'Het document noemt geen getal, maar er is wel een bekend.'
            when aansluiting = 'wijkt_af' and maat = 'streefwaarde'
                then 'Het document noemt hier een andere streefwaarde dan er van dat document is aangeleverd.'
            when aansluiting = 'wijkt_af'
                then 'Het verschil is groter dan afronding verklaart en geen van de leveringen gaf het gedrukte cijfer.'
            when maat = 'waarneming'
                then 'Dit gaat over losse gevallen: zo weinig mensen dat er geen cijfer van wordt gegeven.'
            when gepubliceerd is null then 'Het document noemt geen getal en er is ook niets over opgegeven.'
            when jaar_gedrukt is null then 'Zonder jaar is er geen cijfer om ernaast te leggen.'
            when jaar is null
                then 'Het cijfer gaat over meer jaren samen; uit cijfers per jaar is het niet af te leiden.'
            when soort = 'telling' then 'Wat hier geteld is, is niet aangeleverd.'
            when soort = 'financieel' and delen is null
                then 'Van dit bedrag is niet vastgelegd uit welke begrotingsregels het bestaat.'
            when soort = 'financieel'
                then 'Niet alle begrotingsregels waar dit bedrag uit bestaat zijn aangeleverd.'
            when maat = 'streefwaarde' then 'Deze streefwaarde staat niet in wat er van het document is aangeleverd.'
            when halfjaar > 0 then 'Van de stand halverwege het jaar is geen levering bekend.'
            when maat = 'mutatie'
                then concat(
                    'Voor de verandering zijn de cijfers van ', cast(basisjaar as string), ' en ', cast(jaar as string),
                    ' nodig, en minstens een daarvan is niet bekend.'
                )
            else coalesce(waarom_niet, 'Geen enkele levering geeft dit cijfer.')
        end as oorzaak
    from beoordeeld
)

select
    levering_id,
    rijnummer,
    document_code,
    gemeente_code,
    indicator_code,
    definitie_versie,
    maat,
    uitsplitsing,
    uitsplitsing_gedrukt,
    jaar,
    jaar_gedrukt,
    waarde_gedrukt,
    eenheid,
    gepubliceerd,
    berekend,
    verschil,
    tolerantie,
    aansluiting,
    nullif(concat_ws(' ', kanttekening, toelichting, oorzaak), '') as toelichting,
    coalesce(wel_bekend and is_synthetisch, false) as synthetisch
from verklaard
