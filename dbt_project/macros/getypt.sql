{#-
    What people type where a number is asked: '511(01-7)', '322.316**', '(150) 225', '12,8*', '74,3%', 'n.n.b.', '--',
    '<5'. The number and every other part come out by macros of their own, so that nothing typed is lost. '1.234' is a
    thousand, '1,234' a decimal number. sources/getypt.py says which cells are let in, and a test holds these macros
    against it: they read those cells and no others.

    Belongs here: reading one typed cell, with functions that DuckDB and Spark share (text that must be null when a
    part is, is put together with ||: concat() skips nulls in the one and not in the other), in Jinja that needs no
    dbt. Does not belong here: what a mark or a word means for a figure's status; the models decide that.
-#}

{#-
    The cell as all macros here read it: a tab, a line break and a space that does not break are spaces, none stand
    around it, small letters.
-#}
{% macro getypt_tekst(k) -%}
    lower(trim(translate({{ k }}, concat(chr(9), chr(10), chr(11), chr(12), chr(13), chr(160)), '      ')))
{%- endmacro %}

{#-
    A part of a cell that holds a number: '' where it was not typed, null for an empty cell. deel: eerder, teken,
    getal, decimalen (with their comma), procent, merk and datum (in that order), datum_voor and merk_na (in that
    order); a date without its brackets.
-#}
{% macro getypt_deel(k, deel) -%}
    {%- set geheel = '[1-9][0-9]{0,2}[.][0-9]{3}|[1-9][0-9]?[.][0-9]{3}[.][0-9]{3}|[1-9][0-9]{0,7}|0' -%}
    {%- set eerder = '(?:[(]((?:' ~ geheel ~ ')(?:,[0-9]{1,20})?)[)] ?)?' -%}
    {%- set getal = '([-−+]?)(' ~ geheel ~ ')(,[0-9]{1,20})?(?: ?(%))?' -%}
    {%- set merk = '([*]{1,5})' -%}
    {%- set datum = (
        '[(]((?:0?[1-9]|1[0-9]|2[0-9])[-/](?:0?[1-9]|1[0-2])|30[-/](?:0?[13-9]|1[0-2])|31[-/](?:0?[13578]|1[02]))[)]'
    ) -%}
    {%- set erachter = '(?:(?: ?' ~ merk ~ ')?(?: ?' ~ datum ~ ')?| ?' ~ datum ~ ' ?' ~ merk ~ ')' -%}
    {%- set delen = [
        'eerder', 'teken', 'getal', 'decimalen', 'procent', 'merk', 'datum', 'datum_voor', 'merk_na'
    ] -%}
    regexp_extract({{ getypt_tekst(k) }}, '^{{ eerder }}{{ getal }}{{ erachter }}$', {{ delen.index(deel) + 1 }})
{%- endmacro %}

{#- Digits as they are typed, with points and a comma, as a number; null where there are none. -#}
{% macro getypt_cijfers(tekst) -%}
    try_cast(replace(replace({{ tekst }}, '.', ''), ',', '.') as double)
{%- endmacro %}

{#- The number of the cell, or null. -#}
{% macro getypt_getal(k) -%}
    {%- set cijfers = 'concat(' ~ getypt_deel(k, 'getal') ~ ', ' ~ getypt_deel(k, 'decimalen') ~ ')' -%}
    case
        when {{ getypt_deel(k, 'teken') }} in ('-', '−') then 0 - {{ getypt_cijfers(cijfers) }}
        else {{ getypt_cijfers(cijfers) }}
    end
{%- endmacro %}

{#- The earlier number in brackets, or null: 150 in '(150) 225'. -#}
{% macro getypt_eerder(k) -%}
    {{ getypt_cijfers(getypt_deel(k, 'eerder')) }}
{%- endmacro %}

{#-
    The stars beside the number, or null. Stars alone are no mark but say that there is no number
    (getypt_bijzonderheid).
-#}
{% macro getypt_merk(k) -%}
    nullif(concat({{ getypt_deel(k, 'merk') }}, {{ getypt_deel(k, 'merk_na') }}), '')
{%- endmacro %}

{#- Day and month in brackets as dd-mm, or null. -#}
{% macro getypt_dag_maand(k) -%}
    {%- set zoals_getypt = 'concat(' ~ getypt_deel(k, 'datum') ~ ', ' ~ getypt_deel(k, 'datum_voor') ~ ')' -%}
    {%- set datum = 'replace(' ~ zoals_getypt ~ ", '/', '-')" -%}
    case
        when {{ datum }} <> ''
            then concat(
                lpad(split_part({{ datum }}, '-', 1), 2, '0'), '-', lpad(split_part({{ datum }}, '-', 2), 2, '0')
            )
    end
{%- endmacro %}

{#-
    The day in brackets, in the year the cell is about; null where there is none, or no such day in that year (29
    February).
-#}
{% macro getypt_datum(k, jaar) -%}
    try_cast(
        cast({{ jaar }} as string)
        || '-' || substr({{ getypt_dag_maand(k) }}, 4, 2)
        || '-' || substr({{ getypt_dag_maand(k) }}, 1, 2) as date
    )
{%- endmacro %}

{% macro getypt_is_percentage(k) -%}
    coalesce({{ getypt_deel(k, 'procent') }} = '%', false)
{%- endmacro %}

{#- How many decimals were typed; null where there is no number. -#}
{% macro getypt_decimalen(k) -%}
    case
        when {{ getypt_deel(k, 'getal') }} <> '' then greatest(length({{ getypt_deel(k, 'decimalen') }}) - 1, 0)
    end
{%- endmacro %}

{#-
    What a cell without a number says: onbekend, niet_van_toepassing, gereed, vervallen, minder_dan. Null where there
    is a number.
-#}
{% macro getypt_bijzonderheid(k) -%}
    case
        when {{ getypt_tekst(k) }} in ('n.n.b.', 'n.b.', '-', '--', '–', '—') then 'onbekend'
        when {{ getypt_tekst(k) }} in ('*', '**', '***', '****', '*****') then 'onbekend'
        when {{ getypt_tekst(k) }} = 'n.v.t.' then 'niet_van_toepassing'
        when {{ getypt_tekst(k) }} in ('gereed', 'vervallen') then {{ getypt_tekst(k) }}
        when {{ getypt_tekst(k) }} = '<5' then 'minder_dan'
    end
{%- endmacro %}

{#-
    What kind of thing the cell holds: getal, or its bijzonderheid. Null for an empty cell, and for what cannot be
    read.
-#}
{% macro getypt_soort(k) -%}
    case when {{ getypt_deel(k, 'getal') }} <> '' then 'getal' else {{ getypt_bijzonderheid(k) }} end
{%- endmacro %}

{#-
    Everything typed besides the number, in Dutch sentences for who reads the figure; null for a plain number and an
    empty cell.
-#}
{% macro getypt_zin(k, jaar) -%}
    nullif(
        concat_ws(
            ' ',
            case {{ getypt_bijzonderheid(k) }}
                when 'onbekend'
                    then case {{ getypt_tekst(k) }}
                        when 'n.n.b.' then 'Nog niet bekend (n.n.b.).'
                        when 'n.b.' then 'Niet bekend (n.b.).'
                        else concat('Geen cijfer opgegeven (', {{ getypt_tekst(k) }}, ').')
                    end
                when 'niet_van_toepassing' then 'Niet van toepassing (n.v.t.).'
                when 'gereed' then 'Gereed.'
                when 'vervallen' then 'Vervallen.'
                when 'minder_dan' then 'Minder dan vijf (<5).'
            end,
            'Eerder opgegeven: ' || nullif({{ getypt_deel(k, 'eerder') }}, '') || '.',
            'Gemerkt met ' || {{ getypt_merk(k) }} || '.',
            'Stand op ' || {{ getypt_dag_maand(k) }} || coalesce('-' || cast({{ jaar }} as string), '') || '.'
        ),
        ''
    )
{%- endmacro %}
