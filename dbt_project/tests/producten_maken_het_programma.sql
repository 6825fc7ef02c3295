{#- What a programme costs and brings in is what its products do. -#}
{{ config(tags=['financien']) }}
{{ totalen_die_niet_kloppen('product', 'programma') }}
