{#- These columns always hold a value. One test per model, not one per column: one query, one check to look at. -#}
{% test gevuld(model, kolommen) %}
{% for kolom in kolommen %}
select
    '{{ kolom }}' as kolom,
    count(*) as aantal_leeg
from {{ model }}
where {{ kolom }} is null
having count(*) > 0
{{ 'union all' if not loop.last }}
{% endfor %}
{% endtest %}
