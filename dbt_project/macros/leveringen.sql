{#-
    Reading some deliveries of many. Each has a file of its own in raw, named after it, so DuckDB can leave the others
    closed when it is told which to open.

    Belongs here: narrowing a relation to deliveries that are known while SQL is made. Does not belong here: which those are.
-#}

{#-
    The rows of a source or of a staging model (a view on one) that belong to one of the deliveries that a query names: the
    same SQL with those files instead of all. A filter would leave the others closed as well, but then DuckDB takes what is
    left for one row and holds millions in memory to look up a handful. When many are asked for, opening all takes no longer.
    The comments tell who reads the SQL that ran which staging model is meant (orchestration/lineage.py).
-#}
{% macro alleen_leveringen(relatie, gevraagd) -%}
    {%- set hooguit = 1000 -%}
    {%- set is_view = 'read_parquet' not in relatie | string -%}
    {%- set select = sql_van_view(relatie) if is_view else relatie | string -%}
    {%- set alle_bestanden = modules.re.search("'[^']*/\\*[.]parquet'", select).group() -%}
    {%- set gekozen -%}
        select file
        from glob({{ alle_bestanden }})
        where parse_filename(file, true) in ({{ gevraagd }})
        order by file
        limit {{ hooguit + 1 }}
    {%- endset -%}
    {%- set bestanden = run_query(gekozen).columns[0].values() -%}
    {{- '/* rijen van ' ~ relatie ~ ' */' if is_view }}
    {% if bestanden | length > hooguit -%}
        {{ relatie }}
    {%- elif bestanden -%}
        ({{ select | replace(alle_bestanden, "['" ~ bestanden | join("', '") ~ "']") }})
    {%- else -%}
        (select * from {{ relatie }} limit 0)
    {%- endif %}
    {{- ' /* tot zover */' if is_view }}
{%- endmacro %}

{#- What a view selects, as DuckDB keeps it. -#}
{% macro sql_van_view(relatie) -%}
    {%- set vraag -%}
        select sql
        from duckdb_views()
        where schema_name = '{{ relatie.schema }}' and view_name = '{{ relatie.identifier }}'
    {%- endset -%}
    {%- set definitie = run_query(vraag).columns[0].values() | first -%}
    {{ return(definitie.split(' AS ', 1)[1].rstrip('; \n')) }}
{%- endmacro %}
