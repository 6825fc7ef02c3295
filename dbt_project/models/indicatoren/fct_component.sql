{# A new component model is one line here. -#}
{% set componentmodellen = [
    'int_component__bijstand',
    'int_component__participatie',
    'int_component__beschut_werk',
    'int_component__inkomenstoeslag',
    'int_component__jeugdhulp',
    'int_component__jeugdbescherming',
    'int_component__wmo',
    'int_component__opvang',
    'int_component__garantverzorgd',
    'int_component__kadera',
    'int_component__leergeld',
    'int_component__cbs',
] -%}
with
{# Rows counted under earlier definitions stay in the component tables until a full refresh: only today's are read. -#}
component as (
    {% for componentmodel in componentmodellen %}
    select
        reeks,
        set_id,
        gelezen_in,
        gemeente_code,
        jaar,
        component_code,
        uitsplitsing,
        waarde,
        kanttekening,
        periode_status
    from {{ ref(componentmodel) }}
    where definitie_hash = '{{ definitie_hash(componentmodel) }}'
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

{# Becoming definitief is news as well: it ends one interval of knowledge and starts the next. -#}
tijdvak as (
    select
        reeks,
        set_id,
        gelezen_in,
        peildatum,
        levering_id_1,
        levering_id_2,
        synthetisch,
        kanttekening,
        'voorlopig' as status,
        geldig_vanaf as bekend_vanaf,
        least(geldig_tot, definitief_vanaf) as bekend_tot
    from {{ ref('int_leveringset') }}
    where definitief_vanaf is null or definitief_vanaf > geldig_vanaf
    union all
    select
        reeks,
        set_id,
        gelezen_in,
        peildatum,
        levering_id_1,
        levering_id_2,
        synthetisch,
        kanttekening,
        'definitief' as status,
        greatest(geldig_vanaf, definitief_vanaf) as bekend_vanaf,
        geldig_tot as bekend_tot
    from {{ ref('int_leveringset') }}
    where definitief_vanaf is not null and (geldig_tot is null or definitief_vanaf < geldig_tot)
)

select
    c.gemeente_code,
    c.component_code,
    c.uitsplitsing,
    c.jaar,
    t.peildatum,
    c.waarde,
    coalesce(c.periode_status, t.status) as status,
    nullif(concat_ws(' ', c.kanttekening, t.kanttekening), '') as kanttekening,
    t.synthetisch,
    t.levering_id_1 as levering_id,
    t.levering_id_2 as tweede_levering_id,
    t.bekend_vanaf,
    t.bekend_tot
from component as c
inner join tijdvak as t
    on c.reeks = t.reeks and c.set_id = t.set_id and c.gelezen_in = t.gelezen_in
{# What partners state, and the sums over it, are laid in time by themselves. -#}
{% for cijfermodel in ['int_opgavecijfer', 'int_referentiecijfer'] %}
union all
select
    gemeente_code,
    component_code,
    uitsplitsing,
    jaar,
    peildatum,
    waarde,
    status,
    kanttekening,
    synthetisch,
    levering_id,
    tweede_levering_id,
    bekend_vanaf,
    bekend_tot
from {{ ref(cijfermodel) }}
{% endfor %}
