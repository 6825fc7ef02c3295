{#-
    What reached raw is what its contract allows: rows are unique per delivery, required columns hold a value, coded columns only
    the contract's codes. The checks at the gate have seen to that; this proves it on what the models really read.
-#}
{% test volgens_contract(model, gevuld, codes) %}
{{ afspraken(nog_te_bewijzen(model), gevuld, [['levering_id', 'rijnummer']], codes) }}
{% endtest %}
