{#-
    What the models for amounts share: the level a budget line stands at, what is derived from lasten, baten and the
    reserves, and when a deviation is good news.

    Belongs here: arithmetic with amounts in euros and with our signs. Does not belong here: how a document prints an
    amount (toon_bedrag.sql), and how a typed amount is read (bedrag.sql).
-#}

{#- The finest field that is filled: the line is an amount of that, not of what stands above it. -#}
{% macro begrotingsniveau(doel='doel_code', product='product_getypt', taakveld='taakveld_code') -%}
    case
        when {{ taakveld }} is not null then 'taakveld'
        when {{ product }} is not null then 'product'
        when {{ doel }} is not null then 'doel'
        else 'programma'
    end
{%- endmacro %}

{#- The lines of an account, in the order in which it is read; a text to split, so that it can be rendered without dbt. -#}
{% macro begrotingsregels() -%}
    lasten baten saldo storting onttrekking saldo_reserves resultaat
{%- endmacro %}

{#- The place of a line in that order, to sort an account by. -#}
{% macro regelnummer(regel) -%}
    case {{ regel }}
        {%- for naam in begrotingsregels().split() %}
        when '{{ naam }}' then {{ loop.index }}
        {%- endfor %}
    end
{%- endmacro %}

{#- Budget minus realisation for what is spent, the other way round for all else: positive is a voordeel. -#}
{% macro afwijking(regel, begroot, gerealiseerd) -%}
    case
        when {{ regel }} in ('lasten', 'storting') then {{ begroot }} - {{ gerealiseerd }}
        else {{ gerealiseerd }} - {{ begroot }}
    end
{%- endmacro %}

{#- How many euros one unit of a printed amount is. -#}
{% macro euro_per_eenheid(eenheid) -%}
    case
        when {{ eenheid }} like '%mln%' then 1000000
        when {{ eenheid }} like '%1.000%' then 1000
        when {{ eenheid }} = 'euro' then 1
    end
{%- endmacro %}

{#-
    The totals of mart_begrotingscontrole that their parts do not make: a sum that is not right, and a total or parts
    that are not there. One data test per pair of levels, so that its name says what does not add up.
-#}
{% macro totalen_die_niet_kloppen(deel_niveau, totaal_niveau=none) -%}
    select
        document_code,
        jaar,
        fase,
        totaal_niveau,
        code,
        soort,
        totaal_eur,
        delen_eur,
        oordeel
    from {{ ref('mart_begrotingscontrole') }}
    where
        deel_niveau = '{{ deel_niveau }}'
        {%- if totaal_niveau %}
        and totaal_niveau = '{{ totaal_niveau }}'
        {%- endif %}
        and oordeel in ('wijkt_af', 'totaal_ontbreekt', 'delen_ontbreken')
{%- endmacro %}

{#- What rounding may do in the sums of a document's programmes, as a subquery to join on document_code. -#}
{% macro tolerantie_per_document() -%}
    (
        select
            document_code,
            max(tolerantie_eur) as tolerantie_eur
        from {{ ref('mart_begrotingscontrole') }}
        where totaal_niveau = 'programma'
        group by document_code
    )
{%- endmacro %}
