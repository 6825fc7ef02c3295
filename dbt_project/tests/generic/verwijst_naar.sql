{#- The columns together refer to a row of another model (relationships, for a key of more columns). -#}
{% test verwijst_naar(model, kolommen, naar) %}
select kind.*
from {{ model }} as kind
left join {{ naar }} as ouder
    on {% for kolom in kolommen %}kind.{{ kolom }} = ouder.{{ kolom }}{{ ' and ' if not loop.last }}{% endfor %}
where ouder.{{ kolommen[0] }} is null
{% endtest %}
