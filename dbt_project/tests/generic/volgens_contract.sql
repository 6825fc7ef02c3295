{#-
    What reached raw is what its contract allows: rows are unique per delivery, required columns hold a value, coded columns only
    the contract's codes. The checks at the gate have seen to that; this proves it on what the models really read, in one query.
-#}
{% test volgens_contract(model, gevuld, codes) %}
select
    'uniek' as regel,
    'levering_id, rijnummer' as kolom
from {{ model }}
group by levering_id, rijnummer
having count(*) > 1
{% for kolom in gevuld %}
union all
select
    'gevuld' as regel,
    '{{ kolom }}' as kolom
from {{ model }}
where {{ kolom }} is null
{% endfor %}
{% for kolom, waarden in codes.items() %}
union all
select
    'code' as regel,
    '{{ kolom }}' as kolom
from {{ model }}
where {{ kolom }} not in ('{{ waarden | join("', '") }}')
{% endfor %}
{% endtest %}
