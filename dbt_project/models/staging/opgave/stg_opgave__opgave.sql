{# What was typed stays beside what was read of it: a mark, a day in brackets or 'n.n.b.' is information. -#}
select
    levering_id,
    rijnummer,
    trim(indicator) as indicator_code,
    case
        when trim(uitsplitsing) like 'GM____' then trim(uitsplitsing)
        else coalesce(nullif(lower(trim(uitsplitsing)), ''), 'totaal')
    end as uitsplitsing,
    try_cast(jaar as int) as jaar,
    waarde as waarde_getypt,
    {{ getypt_getal('waarde') }} as waarde,
    {{ getypt_soort('waarde') }} as waarde_soort,
    {{ getypt_merk('waarde') }} as merk,
    {{ getypt_datum('waarde', 'try_cast(jaar as int)') }} as datum_getypt,
    {{ getypt_zin('waarde', 'try_cast(jaar as int)') }} as kanttekening,
    trim(eenheid) as eenheid,
    case lower(trim(status))
        when 'definitief' then 'definitief'
        when 'nader voorlopig' then 'nader_voorlopig'
        when 'voorlopig' then 'voorlopig'
    end as status
from {{ source('opgave', 'opgave') }}
