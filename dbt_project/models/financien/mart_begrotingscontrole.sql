{#
    Do the parts make the total? Beside every total that a document prints lie the lines it is divided over. A total that is not there
    though its parts are, and a total of lasten or baten that has no parts though the other of the two has, are as wrong as a sum that is
    not right; what a document does not print (seed documentleemte) is neither.
#}
{% set onderdelen = {
    'programma': ['programma', "niveau in ('doel', 'product')", 'doel_code is null and product_code is null'],
    'doel': ['doel_code', "niveau = 'product'", 'product_code is null'],
    'product': ['product_code', 'false', 'true'],
} -%}
{% set document = 'gemeente_code, document_code, jaar, fase, programma' -%}
{% set sleutel = document ~ ', totaal_niveau, code, deel_niveau' -%}
with
{# A stelpost serves no goal: with the goals, it makes the programme. -#}
zonder_doel as (
    select
        {{ document }},
        soort,
        sum(bedrag_eur) as bedrag_eur,
        count(*) as aantal
    from {{ ref('int_begrotingsregel') }}
    where niveau = 'product' and doel_code is null
    group by {{ document }}, soort
),

deel_per_niveau as (
    {% for niveau, (code, hoger, taakveld) in onderdelen.items() -%}
    select
        {{ document }},
        '{{ niveau }}' as totaal_niveau,
        {{ code }} as code,
        niveau as deel_niveau,
        soort,
        sum(bedrag_eur) as delen_eur,
        count(*) as aantal_delen
    from {{ ref('int_begrotingsregel') }}
    where {{ code }} is not null and ({{ hoger }} or (niveau = 'taakveld' and {{ taakveld }}))
    group by {{ document }}, {{ code }}, niveau, soort
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

deel as (
    select
        d.gemeente_code,
        d.document_code,
        d.jaar,
        d.fase,
        d.programma,
        d.totaal_niveau,
        d.code,
        d.deel_niveau,
        d.soort,
        d.delen_eur + coalesce(z.bedrag_eur, 0) as delen_eur,
        d.aantal_delen + coalesce(z.aantal, 0) as aantal_delen
    from deel_per_niveau as d
    left join zonder_doel as z
        on
            d.totaal_niveau = 'programma'
            and d.deel_niveau = 'doel'
            and d.gemeente_code = z.gemeente_code
            and d.document_code = z.document_code
            and d.jaar = z.jaar
            and d.fase = z.fase
            and d.programma = z.programma
            and d.soort = z.soort
),

totaal as (
    select
        {{ document }},
        niveau as totaal_niveau,
        code,
        soort,
        bedrag_eur as totaal_eur
    from {{ ref('int_begrotingssom') }}
    where niveau = herkomst
),

{# Not every product need be divided over taakvelden; every goal and programme must be, where one of them is. -#}
verdeeld as (
    select distinct
        {{ document }},
        totaal_niveau,
        deel_niveau,
        case when totaal_niveau = 'product' then code end as code
    from deel
),

verwacht as (
    select
        {{ sleutel }},
        soort
    from deel
    union distinct
    select
        v.gemeente_code,
        v.document_code,
        v.jaar,
        v.fase,
        v.programma,
        v.totaal_niveau,
        t.code,
        v.deel_niveau,
        t.soort
    from verdeeld as v
    inner join totaal as t
        on
            v.gemeente_code = t.gemeente_code
            and v.document_code = t.document_code
            and v.jaar = t.jaar
            and v.fase = t.fase
            and v.programma = t.programma
            and v.totaal_niveau = t.totaal_niveau
            and coalesce(v.code, t.code) = t.code
),

{# In what unit a document prints: it says so itself, or its lines do. #}
eenheid as (
    select
        r.gemeente_code,
        r.document_code,
        coalesce(max(p.factor), max({{ euro_per_eenheid('r.eenheid') }}), 1) as factor
    from {{ ref('int_begrotingsregel') }} as r
    left join {{ ref('documentpresentatie') }} as p on r.document_code = p.document_code
    group by r.gemeente_code, r.document_code
),

naast_elkaar as (
    select
        w.*,
        t.totaal_eur,
        d.delen_eur,
        coalesce(d.aantal_delen, 0) as aantal_delen,
        {# Each of so many parts was rounded, and the total too: every one is off by half a printed unit at most. -#}
        coalesce(e.factor, 1) * greatest(floor((coalesce(d.aantal_delen, 0) + 1) / 2), 1) as tolerantie_eur,
        case when t.totaal_eur is null then w.totaal_niveau else w.deel_niveau end as niveau_dat_ontbreekt
    from verwacht as w
    left join totaal as t
        on
            w.gemeente_code = t.gemeente_code
            and w.document_code = t.document_code
            and w.jaar = t.jaar
            and w.fase = t.fase
            and w.programma = t.programma
            and w.totaal_niveau = t.totaal_niveau
            and w.code = t.code
            and w.soort = t.soort
    left join deel as d
        on
            w.gemeente_code = d.gemeente_code
            and w.document_code = d.document_code
            and w.jaar = d.jaar
            and w.fase = d.fase
            and w.programma = d.programma
            and w.totaal_niveau = d.totaal_niveau
            and w.code = d.code
            and w.deel_niveau = d.deel_niveau
            and w.soort = d.soort
    left join eenheid as e on w.gemeente_code = e.gemeente_code and w.document_code = e.document_code
),

{# What is said of a document as a whole is said of each of its phases and kinds. #}
gedrukt as (
    select distinct
        document_code,
        fase,
        soort
    from verwacht
),

leemte as (
    select
        l.document_code,
        l.niveau,
        f.fase,
        f.soort,
        min(l.toelichting) as toelichting
    from {{ ref('documentleemte') }} as l
    inner join gedrukt as f
        on
            l.document_code = f.document_code
            and f.fase = coalesce(l.fase, f.fase)
            and f.soort = coalesce(l.soort, f.soort)
    group by l.document_code, l.niveau, f.fase, f.soort
)

select
    n.gemeente_code,
    n.document_code,
    n.jaar,
    n.fase,
    n.programma,
    n.totaal_niveau,
    n.code,
    n.deel_niveau,
    n.soort,
    n.totaal_eur,
    cast(n.delen_eur as decimal(18, 2)) as delen_eur,
    n.aantal_delen,
    cast(n.delen_eur - n.totaal_eur as decimal(18, 2)) as verschil_eur,
    cast(n.tolerantie_eur as decimal(18, 2)) as tolerantie_eur,
    case
        when abs(n.delen_eur - n.totaal_eur) <= n.tolerantie_eur then 'sluit_aan'
        when n.delen_eur is not null and n.totaal_eur is not null then 'wijkt_af'
        when l.toelichting is not null then 'niet_gedrukt'
        when n.totaal_eur is null then 'totaal_ontbreekt'
        when n.totaal_eur = 0 or n.soort in ('storting', 'onttrekking') then 'niet_verdeeld'
        else 'delen_ontbreken'
    end as oordeel,
    l.toelichting
from naast_elkaar as n
left join leemte as l
    on
        (n.totaal_eur is null or n.delen_eur is null)
        and n.document_code = l.document_code
        and n.niveau_dat_ontbreekt = l.niveau
        and n.fase = l.fase
        and n.soort = l.soort
