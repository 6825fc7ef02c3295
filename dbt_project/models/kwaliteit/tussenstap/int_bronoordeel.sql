{#
    The judgement on each feed of each gemeente, on the day the load believes it is, with all that its sentences need: what its
    deliveries say (int_feedtoestand), what stands in the way (int_storing), what the calendar expects (int_verwachting), how many
    warnings stand and whether there is anything to mend. Worst first: kapot, ontbreekt, te_laat, deels, goed.
-#}
with
feed as (
    select
        bron,
        feed,
        gemeente_code
    from {{ ref('int_verwachting') }}
    union distinct
    select
        bron,
        feed,
        gemeente_code
    from {{ ref('int_feedtoestand') }}
),

waarschuwing as (
    select
        bron,
        feed,
        gemeente_code,
        1 as over_levering
    from {{ ref('mart_waarschuwing') }}
    where gemeente_code is not null and not aanvaard
    union all
    {# A rule across feeds speaks of all of them. -#}
    select
        b.bron,
        b.feed,
        f.gemeente_code,
        0 as over_levering
    from {{ ref('mart_waarschuwing') }} as w
    inner join {{ ref('brug_verband_feed') }} as b on w.controle_id = b.controle_id
    inner join feed as f on b.bron = f.bron and b.feed = f.feed
    where w.gemeente_code is null
),

waarschuwingen as (
    select
        bron,
        feed,
        gemeente_code,
        count(*) as aantal,
        sum(over_levering) as aantal_over_levering
    from waarschuwing
    group by bron, feed, gemeente_code
),

{# Who has something to mend, also in a delivery that is not the newest. -#}
quarantaine as (
    select distinct
        bron,
        feed,
        gemeente_code
    from {{ ref('mart_quarantaine') }}
),

{# What another system took over is not asked for any more. -#}
opgevolgd as (
    select
        d.bron,
        d.feed,
        s.gemeente_code
    from {{ ref('dim_feed') }} as d
    inner join {{ ref('int_feedtoestand') }} as s on d.opvolger = concat(s.bron, '/', s.feed)
    where s.laatste_peildatum > d.peildatum_tot_en_met
),

verwacht as (
    select v.*
    from {{ ref('int_verwachting') }} as v
    left join opgevolgd as o on v.bron = o.bron and v.feed = o.feed and v.gemeente_code = o.gemeente_code
    where o.bron is null
)

select
    f.bron,
    f.feed,
    f.gemeente_code,
    coalesce(d.contact, 'de bronhouder') as contact,
    d.bron is null as zonder_contract,
    d.publicatie_van is not null as heeft_venster,
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
    {{ datum_tekst('v.volgende_peildatum') }} as volgende_tekst,
    v.geldig_van,
    o.reden as reden_storing,
    o.regel as storing,
    o.sinds as storing_sinds,
    coalesce(w.aantal, 0) as waarschuwingen,
    coalesce(w.aantal_over_levering, 0) as waarschuwingen_over_levering,
    q.bron is not null as heeft_quarantaine,
    case
        when d.opvolger is not null and d.peildatum_tot_en_met < {{ vandaag() }}
            then concat(
                'Deze bron liep tot en met peildatum ', {{ datum_tekst('d.peildatum_tot_en_met') }},
                ' en is opgevolgd door ', d.opvolger, '.'
            )
    end as zin_opvolger,
    case
        when o.bron is not null or t.toestand = 'kapot' then 'kapot'
        when
            t.laatste_peildatum is null
            and ((v.eigen_tempo and v.geldig_van < {{ vandaag() }}) or v.verwacht_voor < {{ vandaag() }})
            then 'ontbreekt'
        when v.verwacht_voor < {{ vandaag() }} then 'te_laat'
        else coalesce(t.toestand, 'goed')
    end as status
from feed as f
left join {{ ref('dim_feed') }} as d on f.bron = d.bron and f.feed = d.feed
left join verwacht as v
    on f.bron = v.bron and f.feed = v.feed and f.gemeente_code = v.gemeente_code
left join {{ ref('int_feedtoestand') }} as t
    on f.bron = t.bron and f.feed = t.feed and f.gemeente_code = t.gemeente_code
left join {{ ref('int_storing') }} as o on f.bron = o.bron and f.feed = o.feed
left join waarschuwingen as w
    on f.bron = w.bron and f.feed = w.feed and f.gemeente_code = w.gemeente_code
left join quarantaine as q
    on f.bron = q.bron and f.feed = q.feed and f.gemeente_code = q.gemeente_code
