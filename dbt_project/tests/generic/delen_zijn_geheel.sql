{#-
    The parts of every row add up to its whole, to the cent. A row may lack its parts only where the column `tenzij` says
    why; then it lacks them all.
-#}
{% test delen_zijn_geheel(model, delen, geheel, tenzij) %}
select *
from {{ model }}
where
    {{ geheel }} is null
    or case
        when {{ tenzij }} is null then coalesce({{ delen | join(' + ') }} <> {{ geheel }}, true)
        else {% for deel in delen %}{{ deel }} is not null{{ ' or ' if not loop.last }}{% endfor %}
    end
{% endtest %}
