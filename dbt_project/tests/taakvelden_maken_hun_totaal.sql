{#- What is divided over taakvelden, a product mostly, is what those add up to. -#}
{{ config(tags=['financien']) }}
{{ totalen_die_niet_kloppen('taakveld') }}
