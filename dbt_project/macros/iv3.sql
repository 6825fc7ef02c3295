{#-
    What the Iv3 models share. Belongs here: how CBS writes amounts and reports. Does not belong here: which delivery
    counts, which the models decide.
-#}

{#- A boekjaar from its text. -#}
{% macro jaartal(k) -%}
    try_cast(trim({{ k }}) as int)
{%- endmacro %}

{#- Is this amount of the national data none at all? CBS writes -99998 where a municipality stated nothing. -#}
{% macro geen_opgave(k) -%}
    ({{ k }} = -99998)
{%- endmacro %}

{#- Euros from an amount of the national data, which is in thousands; null where a municipality stated nothing. -#}
{% macro euro_van_duizend(k) -%}
    cast(case when not {{ geen_opgave(k) }} then {{ k }} * 1000 end as decimal(18, 2))
{%- endmacro %}

{#- What a report is called: begroting, kwartaal_1 to kwartaal_4, or jaarrekening. -#}
{% macro verslag(verslagsoort) -%}
    case substr({{ verslagsoort }}, 5)
        when 'X000' then 'begroting'
        when 'X005' then 'jaarrekening'
        else concat('kwartaal_', substr({{ verslagsoort }}, 8, 1))
    end
{%- endmacro %}

{#-
    The day on which a municipality must exist to have a report: a begroting is of the first day of its boekjaar, a quarter and the
    jaarrekening are of their last. Who merges on the way has no jaarrekening.
-#}
{% macro verslagdag(verslagsoort, jaar) -%}
    case
        when substr({{ verslagsoort }}, 5) = 'X000' then {{ eerste_dag(jaar) }}
        else last_day(
            make_date({{ jaar }}, least(cast(substr({{ verslagsoort }}, 8, 1) as int), 4) * 3, 1)
        )
    end
{%- endmacro %}

{#- Did a municipality exist on a day? begindatum empty: since before CBS kept count. einddatum: the first day it was gone. -#}
{% macro bestond_op(dag, begindatum, einddatum) -%}
    (
        ({{ begindatum }} is null or {{ begindatum }} <= {{ dag }})
        and ({{ einddatum }} is null or {{ einddatum }} > {{ dag }})
    )
{%- endmacro %}
