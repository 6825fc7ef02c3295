{#
    Population for amounts per inhabitant, from CBS's current harvest. Not by way of fct_component, so that no model of the indicators can stop the
    amounts; the test inwoners_zijn_die_van_de_indicatoren holds the two together.
-#}
select
    c.regio_code as gemeente_code,
    {{ jaartal('substr(c.periode_code, 1, 4)') }} as jaar,
    cast(c.waarde as int) as inwoners
from {{ ref('int_levering_geldig') }} as l
inner join {{ ref('stg_cbs__bevolking') }} as c on l.levering_id = c.levering_id
where
    l.bron = 'cbs'
    and l.feed = 'bevolking'
    and l.geldig_tot is null
    and c.measure = 'M000352'
    and c.periode_code like '____JJ00'
    and c.regio_code like 'GM____'
    and c.waarde is not null
