{#
    What the lines of each level add up to, per programme, goal and product: the same amount can be said at more levels, and herkomst says
    at which level the lines that were added stand. Lines of different levels are never added.
#}
{% set onderdelen = {'programma': 'programma', 'doel': 'doel_code', 'product': 'product_code'} -%}
with
per_onderdeel as (
    {% for niveau, code in onderdelen.items() -%}
    select
        gemeente_code,
        document_code,
        jaar,
        fase,
        programma,
        '{{ niveau }}' as niveau,
        {{ code }} as code,
        {{ 'product' if niveau == 'product' else 'cast(null as string)' }} as product,
        soort,
        niveau as herkomst,
        bedrag_eur,
        synthetisch
    from {{ ref('int_begrotingsregel') }}
    where {{ code }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    gemeente_code,
    document_code,
    jaar,
    fase,
    programma,
    niveau,
    code,
    soort,
    herkomst,
    max(product) as product,
    cast(sum(bedrag_eur) as decimal(18, 2)) as bedrag_eur,
    count(*) as aantal_regels,
    max(case when synthetisch then 1 else 0 end) = 1 as synthetisch
from per_onderdeel
group by gemeente_code, document_code, jaar, fase, programma, niveau, code, soort, herkomst
