{#-
    Reading text as delivered: dates, numbers, yes/no. Written with functions that DuckDB and Spark share, so no dispatch.
    Unreadable text becomes null, never an error that stops every figure; the test een_op_een proves that nothing was lost.
-#}

{#- A date from text. formaat: 'dd-mm-jjjj', 'jjjj-mm-dd' or 'jjjjmmdd', or a list of those that may occur side by side. -#}
{% macro datum(kolom, formaat) -%}
    {%- set formaten = [formaat] if formaat is string else formaat -%}
    case
    {%- for f in formaten %}
    {%- if f == 'dd-mm-jjjj' %}
        when {{ kolom }} like '__-__-____'
            then try_cast(
                concat(substr({{ kolom }}, 7, 4), '-', substr({{ kolom }}, 4, 2), '-', substr({{ kolom }}, 1, 2)) as date
            )
    {%- elif f == 'jjjj-mm-dd' %}
        when {{ kolom }} like '____-__-__' then try_cast({{ kolom }} as date)
    {%- elif f == 'jjjjmmdd' %}
        when {{ kolom }} like '________'
            then try_cast(
                concat(substr({{ kolom }}, 1, 4), '-', substr({{ kolom }}, 5, 2), '-', substr({{ kolom }}, 7, 2)) as date
            )
    {%- else %}
        {{ exceptions.raise_compiler_error("datum: onbekend formaat '" ~ f ~ "'") }}
    {%- endif %}
    {%- endfor %}
    end
{%- endmacro %}

{#- A number from text with a decimal comma or a decimal point; without thousands separators, as the contracts demand. -#}
{% macro decimaal(kolom, type='decimal(12, 2)') -%}
    try_cast(replace({{ kolom }}, ',', '.') as {{ type }})
{%- endmacro %}

{#-
    A number in a table that people fill in by hand. '1.234' is a thousand, '1234' and '1234.0' (a spreadsheet's idea of a
    whole number) are what they say, '<5' and 'n.b.' are no numbers.
-#}
{% macro getal_ingevuld(kolom) -%}
    case
        when {{ kolom }} like '%.___' then try_cast(replace({{ kolom }}, '.', '') as double)
        else try_cast(replace({{ kolom }}, ',', '.') as double)
    end
{%- endmacro %}

{% macro ja_nee(kolom) -%}
    case {{ kolom }} when 'J' then true when 'N' then false end
{%- endmacro %}
