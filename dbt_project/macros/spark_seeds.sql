{#-
    Seeds on Spark. dbt-spark's session method passes an empty cell as the text 'None' and stumbles over an apostrophe ('t Zandt),
    so the rows are written as literals of our own. All seeds together are some thousands of short rows: one statement per seed.
-#}
{% macro spark__load_csv_rows(model, agate_table) %}
    {%- set column_types = model['config'].get('column_types', {}) -%}
    {%- set sql -%}
        insert into {{ this.render() }} values
        {% for row in agate_table.rows -%}
            (
            {%- for kolom in agate_table.column_names -%}
                {%- set type = column_types.get(kolom, adapter.convert_type(agate_table, loop.index0)) -%}
                {%- set waarde = row[kolom] -%}
                cast({{ 'null' if waarde is none else dbt.string_literal(dbt.escape_single_quotes(waarde | string)) }} as {{ type }})
                {{- ', ' if not loop.last }}
            {%- endfor -%}
            ){{ ',' if not loop.last }}
        {% endfor %}
    {%- endset -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{% endmacro %}
