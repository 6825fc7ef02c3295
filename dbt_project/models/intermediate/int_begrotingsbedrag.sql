{#
    Every amount of every document once, per programme, goal and product, year and column: what was printed where it was, else the sum of
    the lines of the next finer level. For a goal the lines of its products go first: that is what its lasten are made of.

    What is not there: a phase without lines has no amounts. In a phase that has lines, a document leaves out the reserves and the
    products of which there is nothing to say, so there nothing is zero, if there is something in another phase; lasten and baten of a
    programme or goal are never left out, so those are unknown, and with them the saldo.
#}
{% set onderdeel = 'gemeente_code, document_code, jaar, programma, niveau, code' -%}
with
gekozen as (
    select
        *,
        rank() over (
            partition by {{ onderdeel }}, fase, soort
            order by
                case
                    when niveau = 'doel' and herkomst = 'product' then 0
                    when herkomst = 'programma' then 1
                    when herkomst = 'doel' then 2
                    when herkomst = 'product' then 3
                    else 4
                end
        ) as rang
    from {{ ref('int_begrotingssom') }}
),

per_fase as (
    select
        {{ onderdeel }},
        fase,
        max(case when soort = 'lasten' then bedrag_eur end) as lasten,
        max(case when soort = 'baten' then bedrag_eur end) as baten,
        max(case when soort = 'storting' then bedrag_eur end) as storting,
        max(case when soort = 'onttrekking' then bedrag_eur end) as onttrekking
    from gekozen
    where rang = 1
    group by {{ onderdeel }}, fase
),

bekende_fase as (
    select distinct
        gemeente_code,
        document_code,
        jaar,
        programma,
        niveau,
        fase
    from gekozen
),

bekend_onderdeel as (
    select
        {{ onderdeel }},
        max(product) as product,
        max(case when synthetisch then 1 else 0 end) = 1 as synthetisch,
        max(case when soort = 'lasten' then 1 end) as met_lasten,
        max(case when soort = 'baten' then 1 end) as met_baten,
        max(case when soort = 'storting' then 1 end) as met_storting,
        max(case when soort = 'onttrekking' then 1 end) as met_onttrekking
    from gekozen
    group by {{ onderdeel }}
),

gevuld as (
    select
        o.gemeente_code,
        o.document_code,
        o.jaar,
        o.programma,
        o.niveau,
        o.code,
        o.product,
        o.synthetisch,
        f.fase as kolom,
        coalesce(p.lasten, case when o.niveau = 'product' and o.met_lasten = 1 then 0 end) as lasten,
        coalesce(p.baten, case when o.niveau = 'product' and o.met_baten = 1 then 0 end) as baten,
        coalesce(p.storting, case when o.met_storting = 1 then 0 end) as storting,
        coalesce(p.onttrekking, case when o.met_onttrekking = 1 then 0 end) as onttrekking
    from bekend_onderdeel as o
    inner join bekende_fase as f
        on
            o.gemeente_code = f.gemeente_code
            and o.document_code = f.document_code
            and o.jaar = f.jaar
            and o.programma = f.programma
            and o.niveau = f.niveau
    left join per_fase as p
        on
            o.gemeente_code = p.gemeente_code
            and o.document_code = p.document_code
            and o.jaar = p.jaar
            and o.programma = p.programma
            and o.niveau = p.niveau
            and o.code = p.code
            and f.fase = p.fase
),

met_saldi as (
    select
        *,
        case
            when niveau = 'product' then coalesce(baten, 0) - coalesce(lasten, 0)
            else baten - lasten
        end as saldo,
        case
            when storting is not null or onttrekking is not null then coalesce(onttrekking, 0) - coalesce(storting, 0)
        end as saldo_reserves
    from gevuld
),

per_regel as (
    {% for regel in begrotingsregels().split() -%}
    select
        {{ onderdeel }},
        product,
        synthetisch,
        kolom,
        '{{ regel }}' as regel,
        {{ 'saldo + coalesce(saldo_reserves, 0)' if regel == 'resultaat' else regel }} as bedrag_eur
    from met_saldi
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

met_afwijking as (
    select *
    from per_regel
    where bedrag_eur is not null
    union all
    select
        b.gemeente_code,
        b.document_code,
        b.jaar,
        b.programma,
        b.niveau,
        b.code,
        b.product,
        b.synthetisch,
        'afwijking' as kolom,
        b.regel,
        {{ afwijking('b.regel', 'b.bedrag_eur', 'r.bedrag_eur') }} as bedrag_eur
    from per_regel as b
    inner join per_regel as r
        on
            b.gemeente_code = r.gemeente_code
            and b.document_code = r.document_code
            and b.jaar = r.jaar
            and b.programma = r.programma
            and b.niveau = r.niveau
            and b.code = r.code
            and b.regel = r.regel
            and b.kolom = 'begroting_na_wijziging'
            and r.kolom = 'realisatie'
    where b.bedrag_eur is not null and r.bedrag_eur is not null
)

select
    a.gemeente_code,
    a.document_code,
    a.jaar,
    a.programma,
    a.niveau,
    a.code,
    case a.niveau
        when 'doel' then coalesce(g.naam, a.code)
        when 'product' then coalesce(a.product, a.code)
        else a.code
    end as naam,
    a.regel,
    a.kolom,
    cast(a.bedrag_eur as decimal(18, 2)) as bedrag_eur,
    a.document_code = first_value(a.document_code) over (
        partition by a.gemeente_code, a.jaar, a.programma, a.niveau, a.kolom
        order by coalesce(d.volgorde_datum, make_date(1900, 1, 1)) desc, a.document_code asc
    ) as nieuwste,
    a.synthetisch
from met_afwijking as a
left join {{ ref('document') }} as d on a.document_code = d.document_code
left join {{ ref('doel') }} as g on a.niveau = 'doel' and a.code = g.doel_code
