{#-
    Reading some deliveries of many. Each has a file of its own in raw, named after it, so DuckDB can leave the others
    closed when it knows beforehand which are asked for: not from a join, which it does when the files are open.

    Belongs here: narrowing a relation to deliveries that are known while SQL is made. Does not belong here: which those are.
-#}

{#-
    The rows of a relation that belong to one of the deliveries that a query names. One text to search in, since DuckDB would
    compare every file with every name of a list. When many are asked for, opening all files takes no longer.
-#}
{% macro alleen_leveringen(relatie, gevraagd) -%}
    {%- set hooguit = 1000 -%}
    {%- set levering_ids = run_query(gevraagd ~ ' limit ' ~ (hooguit + 1)).columns[0].values() -%}
    {%- if levering_ids | length > hooguit -%}
        {{ relatie }}
    {%- else -%}
        (
            select *
            from {{ relatie }}
            where instr('|{{ levering_ids | join('|') }}|', concat('|', levering_id, '|')) > 0
        )
    {%- endif -%}
{%- endmacro %}
