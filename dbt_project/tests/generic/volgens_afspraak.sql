{#-
    The rows are as their yml says: columns that always hold a value, columns that together identify a row, columns with only these
    codes. One test per model: one query, one check to look at.
-#}
{% test volgens_afspraak(model, gevuld=[], uniek=[], codes={}) %}
{{ afspraken(model, gevuld, uniek, codes) }}
{% endtest %}
