{#
    How each feed of each gemeente is doing on the day the load believes it is. Worst first: kapot, ontbreekt, te_laat,
    deels, goed. A delivery that waits for its second file (status wacht) is an upload under way and judges nothing.
-#}
with
{# Newest first. A file that changed after delivery has the peildatum and volgnummer of the original, but is later. -#}
levering as (
    select
        *,
        case
            when status = 'afgekeurd' then 'kapot'
            when rijen_quarantaine > 0 then 'deels'
            else 'goed'
        end as toestand,
        row_number() over (
            partition by bron, feed, gemeente_code
            order by peildatum desc, volgnummer desc, ontvangen_op desc
        ) as volgnr
    from {{ ref('fct_levering') }}
    where status <> 'wacht'
),

wachtend as (
    select
        bron,
        feed,
        gemeente_code,
        count(*) as aantal
    from {{ ref('fct_levering') }}
    where status = 'wacht'
    group by bron, feed, gemeente_code
),

nieuwste as (
    select
        bron,
        feed,
        gemeente_code,
        toestand,
        bestandsnaam,
        reden
    from levering
    where volgnr = 1
),

eerste_goede as (
    select
        bron,
        feed,
        gemeente_code,
        min(volgnr) as volgnr
    from levering
    where toestand <> 'kapot'
    group by bron, feed, gemeente_code
),

{# The delivery whose rows are in use: the newest that is sound. -#}
nieuwste_goede as (
    select
        l.bron,
        l.feed,
        l.gemeente_code,
        l.peildatum,
        l.rijen_geladen,
        l.rijen_quarantaine
    from levering as l
    inner join eerste_goede as g
        on l.bron = g.bron and l.feed = g.feed and l.gemeente_code = g.gemeente_code and l.volgnr = g.volgnr
),

eerste_andere as (
    select
        l.bron,
        l.feed,
        l.gemeente_code,
        min(l.volgnr) as volgnr
    from levering as l
    inner join nieuwste as n
        on l.bron = n.bron and l.feed = n.feed and l.gemeente_code = n.gemeente_code
    where l.toestand <> n.toestand
    group by l.bron, l.feed, l.gemeente_code
),

{# Since when: the first arrival in the unbroken row of deliveries that are all in the state of the newest one. -#}
toestand_sinds as (
    select
        l.bron,
        l.feed,
        l.gemeente_code,
        min(l.ontvangen_op) as sinds
    from levering as l
    left join eerste_andere as a
        on l.bron = a.bron and l.feed = a.feed and l.gemeente_code = a.gemeente_code
    where a.volgnr is null or l.volgnr < a.volgnr
    group by l.bron, l.feed, l.gemeente_code
),

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
        greatest(k.geldig_van, coalesce({{ plus_dagen('g.peildatum', 1) }}, k.geldig_van)) as zoek_vanaf
    from {{ ref('leveringskalender') }} as k
    left join nieuwste_goede as g
        on k.bron = g.bron and k.feed = g.feed and k.gemeente_code = g.gemeente_code
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
    from levering
    union distinct
    select
        bron,
        feed,
        gemeente_code
    from wachtend
),

beoordeeld as (
    select
        f.bron,
        f.feed,
        f.gemeente_code,
        n.toestand,
        n.bestandsnaam,
        n.reden as reden_afkeuring,
        g.peildatum as laatste_peildatum,
        {{ datum_tekst('g.peildatum') }} as laatste_tekst,
        coalesce(g.rijen_geladen, 0) as rijen_geladen,
        coalesce(g.rijen_quarantaine, 0) as rijen_quarantaine,
        v.verwacht_voor,
        {{ datum_tekst('v.verwacht_voor') }} as verwacht_tekst,
        w.aantal as aantal_wachtend,
        s.sinds as toestand_sinds,
        v.geldig_van,
        o.reden as reden_storing,
        o.sinds as storing_sinds,
        case
            when o.bron is not null or n.toestand = 'kapot' then 'kapot'
            when g.peildatum is null and (v.eigen_tempo or v.verwacht_voor < {{ vandaag() }}) then 'ontbreekt'
            when v.verwacht_voor < {{ vandaag() }} then 'te_laat'
            else coalesce(n.toestand, 'goed')
        end as status
    from feed as f
    left join verwacht as v on f.bron = v.bron and f.feed = v.feed and f.gemeente_code = v.gemeente_code
    left join nieuwste as n on f.bron = n.bron and f.feed = n.feed and f.gemeente_code = n.gemeente_code
    left join nieuwste_goede as g on f.bron = g.bron and f.feed = g.feed and f.gemeente_code = g.gemeente_code
    left join toestand_sinds as s on f.bron = s.bron and f.feed = s.feed and f.gemeente_code = s.gemeente_code
    left join wachtend as w on f.bron = w.bron and f.feed = w.feed and f.gemeente_code = w.gemeente_code
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
