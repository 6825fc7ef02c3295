{#- Days and periods, as feeds.md defines them: end dates are inclusive. DuckDB and Spark share every function used here. -#}

{#- A record is active on day t when start <= t and it has not ended before t. -#}
{% macro actief_op(dag, van='datum_start', tot='datum_einde') -%}
    ({{ van }} <= {{ dag }} and ({{ tot }} is null or {{ tot }} >= {{ dag }}))
{%- endmacro %}

{#- A record is active in a period when it was active on at least one of its days. -#}
{% macro actief_in(eerste_dag, laatste_dag, van='datum_start', tot='datum_einde') -%}
    ({{ van }} <= {{ laatste_dag }} and ({{ tot }} is null or {{ tot }} >= {{ eerste_dag }}))
{%- endmacro %}

{% macro eerste_dag(jaar) -%}
    make_date({{ jaar }}, 1, 1)
{%- endmacro %}

{#- Last day of the period of so many months (1, 3, 6, 12) that holds a day. -#}
{% macro periode_einde(dag, maanden) -%}
    last_day(make_date(
        cast(year({{ dag }}) as int),
        cast((floor((month({{ dag }}) - 1) / {{ maanden }}) + 1) * {{ maanden }} as int),
        1
    ))
{%- endmacro %}

{% macro plus_dagen(dag, dagen) -%}
    cast({{ dbt.dateadd('day', dagen, dag) }} as date)
{%- endmacro %}

{#- A date as Dutch people write it, for the sentences they read. -#}
{% macro datum_tekst(dag) -%}
    concat(
        lpad(cast(day({{ dag }}) as string), 2, '0'), '-',
        lpad(cast(month({{ dag }}) as string), 2, '0'), '-',
        cast(year({{ dag }}) as string)
    )
{%- endmacro %}

{#- The day the load believes it is (DWH_TODAY, or the var vandaag): decides what is late. -#}
{% macro vandaag() -%}
    {%- set dag = var('vandaag', env_var('DWH_TODAY', '')) -%}
    {{ "cast('" ~ dag ~ "' as date)" if dag else 'current_date' }}
{%- endmacro %}

{#- Equal, where null equals null. -#}
{% macro gelijk(a, b) -%}
    ({{ a }} = {{ b }} or ({{ a }} is null and {{ b }} is null))
{%- endmacro %}

{#- Is an interval [vanaf, tot) open at a moment? tot null means: still. -#}
{% macro geldig_op(moment, vanaf, tot) -%}
    ({{ vanaf }} <= {{ moment }} and ({{ tot }} is null or {{ tot }} > {{ moment }}))
{%- endmacro %}

{#-
    What was known at a moment, as a subquery to select from: bekend_op(ref('fct_indicator'), "timestamp '2024-03-01 00:00:00'").
    Outside dbt: where bekend_vanaf <= m and (bekend_tot is null or bekend_tot > m). -#}
{% macro bekend_op(relation, moment) -%}
    (
        select *
        from {{ relation }}
        where {{ geldig_op(moment, 'bekend_vanaf', 'bekend_tot') }}
    )
{%- endmacro %}

{% macro dagen_tussen(van, tot) -%}
    {{ dbt.datediff(van, tot, 'day') }}
{%- endmacro %}

{#- The day of a year that a text 'mm-dd' names. -#}
{% macro dag_in_jaar(jaar, maand_dag) -%}
    make_date(
        cast({{ jaar }} as int),
        cast(substr({{ maand_dag }}, 1, 2) as int),
        cast(substr({{ maand_dag }}, 4, 2) as int)
    )
{%- endmacro %}
