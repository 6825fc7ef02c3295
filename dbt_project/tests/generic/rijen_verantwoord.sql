{#- Every record that was read is either loaded or set apart; nothing disappears. -#}
{% test rijen_verantwoord(model) %}
select *
from {{ model }}
where
    status in ('geladen', 'vervangen')
    and (rijen_gelezen <> rijen_geladen + rijen_quarantaine or rijen_gelezen is null)
{% endtest %}
