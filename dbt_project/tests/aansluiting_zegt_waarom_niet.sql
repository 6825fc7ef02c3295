{#- Every printed figure is accounted for: it is in the mart once, and where it does not agree a sentence says why. -#}
{{ config(tags=['indicatoren']) }}
select
    g.levering_id,
    g.rijnummer,
    a.aansluiting,
    a.toelichting
from {{ ref('int_pc_geldig') }} as g
left join {{ ref('mart_aansluiting') }} as a
    on g.levering_id = a.levering_id and g.rijnummer = a.rijnummer
where
    g.feed = 'publicaties'
    and (a.aansluiting is null or (a.aansluiting <> 'sluit_aan' and coalesce(a.toelichting, '') not like '%_.'))
