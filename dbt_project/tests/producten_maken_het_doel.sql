{#- Products rolled up to their hoofddoel give what the document prints per goal. -#}
{{ config(tags=['financien']) }}
{{ totalen_die_niet_kloppen('product', 'doel') }}
