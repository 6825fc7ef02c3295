{# What was typed stays beside what was read of it: a mark, a day in brackets or 'n.n.b.' is information. -#}
{% set jaar = 'cast(' ~ decimaal('jaar') ~ ' as int)' -%}
select
    levering_id,
    rijnummer,
    trim(indicator) as indicator_code,
    case
        when trim(uitsplitsing) like 'GM____' then trim(uitsplitsing)
        else coalesce(nullif(lower(trim(uitsplitsing)), ''), 'totaal')
    end as uitsplitsing,
    {{ jaar }} as jaar,
    waarde as waarde_getypt,
    {{ getypt_getal('waarde') }} as waarde,
    {{ getypt_soort('waarde') }} as waarde_soort,
    {{ getypt_merk('waarde') }} as merk,
    {{ getypt_datum('waarde', jaar) }} as datum_getypt,
    {{ getypt_zin('waarde', jaar) }} as kanttekening,
    case lower(trim(status))
        when 'definitief' then 'definitief'
        when 'nader voorlopig' then 'nader_voorlopig'
        when 'voorlopig' then 'voorlopig'
    end as status
from {{ source('opgave', 'opgave') }}
