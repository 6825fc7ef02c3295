{#-
    An amount as a document prints it: in its unit, with its sign, rounded, points between thousands and a comma before
    decimals. Only here amounts are rounded: half away from zero, as people do.

    Belongs here: turning our amount into the printed characters, with functions that DuckDB and Spark share. Does not
    belong here: which unit and sign a document has; seed documentpresentatie says so.
-#}

{#-
    The sign in which a document prints a line: what it prints is that sign times ours. A deviation has our sign in
    every document: a nadeel is negative. p: alias of documentpresentatie, which may be missing.
-#}
{% macro teken_gedrukt(regel, kolom, p) -%}
    coalesce(
        case
            when {{ kolom }} = 'afwijking' then 1
            {%- for naam in begrotingsregels().split() %}
            when {{ regel }} = '{{ naam }}' then {{ p }}.teken_{{ naam }}
            {%- endfor %}
        end,
        1
    )
{%- endmacro %}

{#-
    The amount in printed units, times 10 for every printed decimal, rounded to a whole number. Whole cents divided by a
    whole number: as long as they have at most 15 digits the quotient lies on the right side of every half.
-#}
{% macro _afgerond(bedrag_eur, factor, decimalen, teken) -%}
    cast(
        {{ teken }} * round(cast({{ bedrag_eur }} * 100 as double) / ({{ factor }} * {{ 10 ** (2 - decimalen) }}), 0) as decimal(20, 0)
    )
{%- endmacro %}

{#- '0001234567' as '1.234.567': zeros and points in front are nobody's digits, but a zero alone is. -#}
{% macro _met_punten(cijfers) -%}
    coalesce(
        nullif(
            regexp_replace(
                concat_ws('.'{% for begin in range(1, 22, 3) %}, substr({{ cijfers }}, {{ begin }}, 3){% endfor %}), '^[0.]+', ''
            ),
            ''
        ),
        '0'
    )
{%- endmacro %}

{#- A number of things as people write it: 31.760. Never negative, null where there is none. -#}
{% macro toon_aantal(aantal) -%}
    {{ _met_punten("lpad(cast(" ~ aantal ~ " as string), 21, '0')") }}
{%- endmacro %}

{#- A number of rows with its noun: 1 rij, 2.140 rijen. -#}
{% macro toon_rijen(aantal) -%}
    concat({{ toon_aantal(aantal) }}, case when {{ aantal }} = 1 then ' rij' else ' rijen' end)
{%- endmacro %}

{#-
    The printed characters of an amount; null where there is none. factor, decimalen (0, 1 or 2) and teken are columns of
    documentpresentatie, or what takes their place. erbij: whole printed units that the document put in or left out
    when it rounded (seed afrondingsverschil).
-#}
{% macro toon_bedrag(bedrag_eur, factor='1', decimalen='0', teken='1', erbij='0') -%}
    case
        {%- for aantal in range(3) %}
        {%- set afgerond = (
            '(' ~ _afgerond(bedrag_eur, factor, aantal, teken) ~ ' + ' ~ erbij ~ ' * ' ~ 10 ** aantal ~ ')'
        ) %}
        {%- set cijfers = "lpad(cast(cast(abs(" ~ afgerond ~ ") as decimal(20, 0)) as string), " ~ (21 + aantal) ~ ", '0')" %}
        when {{ bedrag_eur }} is not null and {{ decimalen }} = {{ aantal }}
            then concat(
                case when {{ afgerond }} < 0 then '-' else '' end,
                {{ _met_punten(cijfers) }}
                {%- if aantal %},
                ',', substr({{ cijfers }}, 22, {{ aantal }})
                {%- endif %}
            )
        {%- endfor %}
    end
{%- endmacro %}
