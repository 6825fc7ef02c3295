{#-
    The sources on Spark. DuckDB reads the files of a source where a model names it; Spark reads them as a table of its
    catalog, made anew before every run, so that it knows every file and every column of today's contracts.

    Belongs here: making files readable as sources on Spark. Does not belong here: where the files are and what is in
    them; the sources say that.
-#}
{% macro open_sources() -%}
    {%- if execute and target.type == 'spark' -%}
        {%- for source in graph.sources.values() -%}
            {%- set table = source.schema ~ '.' ~ source.identifier -%}
            {%- set files = source.meta.external_location.split("'")[1] -%}
            {%- do run_query('create schema if not exists ' ~ source.schema) -%}
            {%- do run_query('drop table if exists ' ~ table) -%}
            {%- do run_query('create table ' ~ table ~ raw_columns(source) ~ " using parquet location '" ~ files ~ "'") -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{#-
    The columns of a source of raw: text as it was delivered, and the number of the row. Without them Spark would open
    every file to find out, and miss the columns that came later. The ledger's tables are one file each and say it themselves.
-#}
{% macro raw_columns(source) -%}
    {%- if source.columns -%}
        (
        {%- for column in source.columns -%}
            {{ column }} {{ 'bigint' if column == 'rijnummer' else 'string' }}{{ ', ' if not loop.last }}
        {%- endfor -%}
        )
    {%- endif -%}
{%- endmacro %}
