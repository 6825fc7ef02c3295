{#-
    What is said of the rows of a relation, looked at in one pass: one query per model, and not one per column or per rule.

    Belongs here: the query behind the tests volgens_afspraak and volgens_contract. Does not belong here: what is said; the
    yml of a model and the contract of a source do. A row that comes out names a rule, its columns and how many rows or
    keys break it, and holds no value.
-#}

{#-
    gevuld: columns that always hold a value. uniek: lists of columns that together identify a row. codes: per column the
    values that it may have; an empty cell has none.
-#}
{% macro afspraken(relatie, gevuld, uniek, codes) -%}
    {%- set regels = [] -%}
    {%- for kolom in gevuld -%}
        {%- do regels.append(['gevuld', kolom, kolom ~ ' is null']) -%}
    {%- endfor -%}
    {%- for kolom, waarden in codes.items() -%}
        {%- do regels.append(['code', kolom, kolom ~ ' not in (' ~ lijst_van(waarden) ~ ')']) -%}
    {%- endfor -%}
    {%- if regels %}
    select
        regel.naam as regel,
        regel.kolommen,
        case regel.nummer
            {%- for _ in regels %}
            when {{ loop.index }} then geteld.fout_{{ loop.index }}
            {%- endfor %}
        end as aantal
    from (
        select
            {%- for _, _, voorwaarde in regels %}
            sum(case when {{ voorwaarde }} then 1 else 0 end) as fout_{{ loop.index }}{{ ',' if not loop.last }}
            {%- endfor %}
        from {{ relatie }} as rijen
    ) as geteld
    cross join (
        {%- for naam, kolom, _ in regels %}
        select
            {{ loop.index }} as nummer,
            '{{ naam }}' as naam,
            '{{ kolom }}' as kolommen
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as regel
    where
        case regel.nummer
            {%- for _ in regels %}
            when {{ loop.index }} then geteld.fout_{{ loop.index }}
            {%- endfor %}
        end > 0
    {{ 'union all' if uniek }}
    {%- endif %}
    {%- for kolommen in uniek %}
    select
        'uniek' as regel,
        '{{ kolommen | join(", ") }}' as kolommen,
        count(*) as aantal
    from (
        select {{ kolommen | join(', ') }}
        from {{ relatie }} as rijen
        group by {{ kolommen | join(', ') }}
        having count(*) > 1
    ) as dubbel
    having count(*) > 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#- Values as they stand in SQL: numbers bare, all else between quotes. -#}
{% macro lijst_van(waarden) -%}
    {%- for waarde in waarden -%}
        {{ waarde if waarde is number else "'" ~ waarde | replace("'", "''") ~ "'" }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
