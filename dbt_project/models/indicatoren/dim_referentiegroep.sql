select
    g.groep_code,
    g.naam,
    g.omschrijving,
    g.van_inwoners,
    g.tot_inwoners,
    l.gemeente_code,
    l.herkomst
from {{ ref('referentiegroep') }} as g
inner join {{ ref('referentiegroeplid') }} as l on g.groep_code = l.groep_code
