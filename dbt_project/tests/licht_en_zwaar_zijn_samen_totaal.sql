{#- The parts are the whole: at every moment light and heavy voorzieningen add up to all of them, in both versions. -#}
{{ config(tags=['indicatoren']) }}
select
    deel.gemeente_code,
    deel.uitsplitsing,
    deel.jaar,
    deel.bekend_vanaf
from {{ ref('fct_component') }} as deel
inner join {{ ref('fct_component') }} as geheel
    on
        deel.gemeente_code = geheel.gemeente_code
        and deel.jaar = geheel.jaar
        and deel.bekend_vanaf = geheel.bekend_vanaf
        and geheel.component_code = 'jeugdhulp_voorzieningen'
where deel.component_code in ('jeugdhulp_voorzieningen_licht', 'jeugdhulp_voorzieningen_zwaar')
group by deel.gemeente_code, deel.uitsplitsing, deel.jaar, deel.bekend_vanaf
having count(*) <> 2 or sum(deel.waarde) <> min(geheel.waarde)
