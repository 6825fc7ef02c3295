{#-
    The amount that people type: '491.064', '-14.014.961', '268.686,00', '491064', '1234,5'. sources/bedrag.py says which
    cells are let in, and a test holds this macro against it: it reads those cells and no others.

    Belongs here: reading one typed amount, with functions that DuckDB and Spark share, in Jinja that needs no dbt. Does
    not belong here: the unit and the sign in which a document prints; the models know those.
-#}

{#-
    A part of a cell that holds an amount: '' where it was not typed, null for an empty cell. deel: teken, geheel,
    centen (with their comma), and geheel_met_nul for the whole number of 491064.0.
-#}
{% macro bedrag_deel(k, deel) -%}
    {%- set cijfers = '[1-9][0-9]{0,11}|0' -%}
    {%- set geheel = '([1-9][0-9]{0,2}(?:[.][0-9]{3}){1,3}|' ~ cijfers ~ ')(,[0-9]{1,2})?' -%}
    {%- set delen = ['teken', 'geheel', 'centen', 'geheel_met_nul'] -%}
    regexp_extract({{ getypt_tekst(k) }}, '^([-−+]?)(?:{{ geheel }}|({{ cijfers }})[.]0)$', {{ delen.index(deel) + 1 }})
{%- endmacro %}

{#- The amount as it is typed, in the document's own unit and with its own sign; null where there is none. -#}
{% macro bedrag_getypt(k) -%}
    {%- set geheel = 'concat(' ~ bedrag_deel(k, 'geheel') ~ ', ' ~ bedrag_deel(k, 'geheel_met_nul') ~ ')' -%}
    case
        when {{ geheel }} <> ''
            then try_cast(
                concat(
                    case when {{ bedrag_deel(k, 'teken') }} in ('-', '−') then '-' else '' end,
                    replace({{ geheel }}, '.', ''),
                    replace({{ bedrag_deel(k, 'centen') }}, ',', '.')
                ) as decimal(18, 2)
            )
    end
{%- endmacro %}
