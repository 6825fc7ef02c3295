{#
    How each feed of each gemeente is doing on the day the load believes it is: what its deliveries say (int_feedtoestand), what
    stands in the way (int_storing) and what the calendar expects. Worst first: kapot, ontbreekt, te_laat, deels, goed.
-#}
with
kalender as (
    select
        k.*,
        case k.frequentie
            when 'maand' then 1
            when 'kwartaal' then 3
            when 'halfjaar' then 6
            when 'jaar' then 12
        end as maanden,
        {# The first day that the next peildatum can lie on: after what we have, and within the calendar row. -#}
        greatest(k.geldig_van, coalesce({{ plus_dagen('t.laatste_peildatum', 1) }}, k.geldig_van)) as zoek_vanaf
    from {{ ref('leveringskalender') }} as k
    left join {{ ref('int_feedtoestand') }} as t
        on k.bron = t.bron and k.feed = t.feed and k.gemeente_code = t.gemeente_code
),

verwachting as (
    select
        *,
        case
            when geldig_tot is null or {{ periode_einde('zoek_vanaf', 'maanden') }} <= geldig_tot
                then {{ plus_dagen(periode_einde('zoek_vanaf', 'maanden'), 'uiterlijk_dagen_na_peildatum') }}
        end as verwacht_voor
    from kalender
),

verwacht as (
    select
        bron,
        feed,
        gemeente_code,
        min(verwacht_voor) as verwacht_voor,
        min(geldig_van) as geldig_van,
        max(case when frequentie = 'eigen' then 1 else 0 end) = 1 as eigen_tempo
    from verwachting
    group by bron, feed, gemeente_code
),

feed as (
    select
        bron,
        feed,
        gemeente_code
    from verwacht
    union distinct
    select
        bron,
        feed,
        gemeente_code
    from {{ ref('int_feedtoestand') }}
),

beoordeeld as (
    select
        f.bron,
        f.feed,
        f.gemeente_code,
        t.bestandsnaam,
        t.reden as reden_afkeuring,
        t.laatste_peildatum,
        {{ datum_tekst('t.laatste_peildatum') }} as laatste_tekst,
        coalesce(t.rijen_geladen, 0) as rijen_geladen,
        coalesce(t.rijen_quarantaine, 0) as rijen_quarantaine,
        t.aantal_wachtend,
        t.sinds as toestand_sinds,
        v.verwacht_voor,
        {{ datum_tekst('v.verwacht_voor') }} as verwacht_tekst,
        v.geldig_van,
        o.reden as reden_storing,
        o.sinds as storing_sinds,
        case
            when o.bron is not null or t.toestand = 'kapot' then 'kapot'
            when t.laatste_peildatum is null and (v.eigen_tempo or v.verwacht_voor < {{ vandaag() }}) then 'ontbreekt'
            when v.verwacht_voor < {{ vandaag() }} then 'te_laat'
            else coalesce(t.toestand, 'goed')
        end as status
    from feed as f
    left join verwacht as v on f.bron = v.bron and f.feed = v.feed and f.gemeente_code = v.gemeente_code
    left join {{ ref('int_feedtoestand') }} as t
        on f.bron = t.bron and f.feed = t.feed and f.gemeente_code = t.gemeente_code
    left join {{ ref('int_storing') }} as o on f.bron = o.bron and f.feed = o.feed
),

{# What people read. A status picks one of these sentences; the others may come out empty. -#}
verwoord as (
    select
        *,
        concat(
            coalesce(
                reden_storing,
                concat(
                    'De nieuwste levering (', bestandsnaam, ') is afgekeurd: ',
                    coalesce(reden_afkeuring, 'zonder reden'),
                    case when reden_afkeuring like '%.' then '' else '.' end
                )
            ),
            case
                when laatste_peildatum is null
                    then ' Er is nog geen goede levering.'
                else concat(' In gebruik blijft de levering met peildatum ', laatste_tekst, '.')
            end
        ) as zin_kapot,
        concat(
            'Er is nog nooit een goede levering geweest',
            case
                when verwacht_voor is not null
                    then concat('; de eerste was er uiterlijk op ', verwacht_tekst, ' verwacht')
                else ''
            end,
            '.'
        ) as zin_ontbreekt,
        concat(
            'De levering die uiterlijk op ', verwacht_tekst, ' verwacht was, is er niet; de laatste heeft peildatum ',
            laatste_tekst, '.'
        ) as zin_te_laat,
        concat(
            'Van de levering met peildatum ', laatste_tekst, ' zijn ', cast(rijen_quarantaine as string),
            ' rijen apart gezet; ', cast(rijen_geladen as string), ' rijen zijn geladen.'
        ) as zin_deels,
        case
            when laatste_peildatum is null
                then 'Er is nog geen levering verwacht.'
            else concat('De levering met peildatum ', laatste_tekst, ' is volledig geladen.')
        end as zin_goed,
        case when aantal_wachtend > 0 then 'Een aangeleverd bestand wacht nog op zijn controlebestand.' end as zin_wacht
    from beoordeeld
)

select
    bron,
    feed,
    gemeente_code,
    status,
    case
        when status in ('te_laat', 'ontbreekt')
            then cast(coalesce({{ plus_dagen('verwacht_voor', 1) }}, geldig_van) as timestamp)
        when storing_sinds is not null then storing_sinds
        else toestand_sinds
    end as sinds,
    laatste_peildatum,
    verwacht_voor,
    concat_ws(
        ' ',
        case status
            when 'kapot' then zin_kapot
            when 'ontbreekt' then zin_ontbreekt
            when 'te_laat' then zin_te_laat
            when 'deels' then zin_deels
            else zin_goed
        end,
        zin_wacht
    ) as reden,
    rijen_geladen,
    rijen_quarantaine
from verwoord
