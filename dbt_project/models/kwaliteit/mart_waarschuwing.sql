{#
    The warnings that stand: those of the newest judged delivery of each feed and gemeente, and what the rules across feeds
    said when they were last asked. A delivery is accepted as a whole: whoever did so saw all its warnings.
-#}
with
aanvaarding as (
    select
        levering_id,
        reden,
        row_number() over (partition by levering_id order by aanvaard_op desc, reden asc) as volgnr
    from {{ ref('fct_aanvaarding') }}
)

select
    l.bron,
    l.feed,
    l.gemeente_code,
    c.controle_id,
    c.regel,
    l.levering_id,
    l.bestandsnaam,
    c.reden,
    a.levering_id is not null as aanvaard,
    a.reden as aanvaard_reden
from {{ ref('int_levering_gerangschikt') }} as l
inner join {{ ref('fct_controle') }} as c on l.levering_id = c.levering_id
left join aanvaarding as a on l.levering_id = a.levering_id and a.volgnr = 1
where l.volgnr = 1 and c.ernst = 'waarschuwing' and not c.geslaagd
union all
select
    bron,
    feed,
    cast(null as string) as gemeente_code,
    controle_id,
    regel,
    cast(null as string) as levering_id,
    cast(null as string) as bestandsnaam,
    reden,
    false as aanvaard,
    cast(null as string) as aanvaard_reden
from {{ ref('int_verband_staand') }}
where not geslaagd
