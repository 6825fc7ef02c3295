{#
    Which report a municipality's own delivery is. The name of a report is CBS's: the boekjaar, X and the period, 2023X000 for
    the begroting and 2023X005 for the jaarrekening.
-#}
select
    levering_id,
    rijnummer,
    {{ jaartal('boekjaar') }} as jaar,
    concat(trim(boekjaar), 'X00', trim(periode)) as verslagsoort
from {{ source('iv3', 'kop') }}
