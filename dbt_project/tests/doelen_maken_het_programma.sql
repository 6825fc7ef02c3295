{#- What a programme costs and brings in is what its goals do, with the products that serve no goal. -#}
{{ config(tags=['financien']) }}
{{ totalen_die_niet_kloppen('doel', 'programma') }}
