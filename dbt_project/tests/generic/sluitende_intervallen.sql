{#- Intervals [vanaf, tot) of the same korrel are not empty and never overlap: at any moment at most one row holds. -#}
{% test sluitende_intervallen(model, korrel, vanaf, tot) %}
with reeks as (
    select
        {{ korrel | join(', ') }},
        {{ vanaf }} as vanaf,
        {{ tot }} as tot,
        row_number() over (partition by {{ korrel | join(', ') }} order by {{ vanaf }}) as volgnr,
        lead({{ vanaf }}) over (partition by {{ korrel | join(', ') }} order by {{ vanaf }}) as volgende_vanaf
    from {{ model }}
)

select *
from reeks
where
    vanaf >= tot
    or (tot is null and volgende_vanaf is not null)
    or volgende_vanaf < tot
{% endtest %}
