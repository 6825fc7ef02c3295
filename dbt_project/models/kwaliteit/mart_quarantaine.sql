{#
    What the owners of sources still have to mend: the rows that are set apart, per delivery, object and rule, until a sound
    delivery took its place. Of a delivery that was rejected as a whole all rows are set apart; those that broke no rule
    themselves stand under the rule that rejects it, and only when no row did break that rule.
-#}
{% set getoond = 20 -%}
with
{# The highest sound volgnummer of each peildatum, and the newest sound peildatum of what came since. -#}
levering as (
    select
        *,
        max(case when status in ('geladen', 'vervangen') then volgnummer end) over (
            partition by bron, feed, gemeente_code, peildatum
        ) as hoogste_goed,
        max(case when status in ('geladen', 'vervangen') then peildatum end) over (
            partition by bron, feed, gemeente_code
            order by ontvangen_op desc
        ) as goed_sindsdien
    from {{ ref('int_levering_gerangschikt') }}
    where status <> 'wacht'
),

open_levering as (
    select *
    from levering
    where
        (status = 'afgekeurd' or rijen_quarantaine > 0)
        and coalesce(hoogste_goed, 0) <= volgnummer
        and not (status = 'afgekeurd' and coalesce(goed_sindsdien, peildatum) > peildatum)
),

rij as (
    select
        q.levering_id,
        q.object,
        q.controle_id,
        q.kolom,
        q.rijnummer,
        q.reden,
        row_number() over (
            partition by q.levering_id, q.object, q.controle_id
            order by q.rijnummer
        ) as volgnr
    from {{ ref('quarantaine') }} as q
    inner join open_levering as o on q.levering_id = o.levering_id
    where q.reden <> 'De levering is als geheel afgekeurd.'
),

per_regel as (
    select
        levering_id,
        object,
        controle_id,
        max(kolom) as kolom,
        count(*) as aantal,
        min(reden) as reden,
        concat_ws(
            ', ',
            {% for volgnr in range(1, getoond + 1) %}
            max(case when volgnr = {{ volgnr }} then cast(rijnummer as string) end){{ ',' if not loop.last }}
            {% endfor %}
        ) as rijnummers
    from rij
    group by levering_id, object, controle_id
),

{# Why a delivery was rejected, where that is not a matter of single rows. -#}
als_geheel as (
    select
        c.levering_id,
        c.object,
        c.controle_id,
        max(c.kolom) as kolom,
        max(o.rijen_gelezen) as aantal,
        {# The reason of the delivery is that of its first fault, with what was found or is asked beside it. -#}
        min(case when substr(o.reden, 1, length(c.reden)) = c.reden then o.reden else c.reden end) as reden,
        cast(null as string) as rijnummers
    from open_levering as o
    inner join {{ ref('fct_controle') }} as c on o.levering_id = c.levering_id
    left join per_regel as p
        on c.levering_id = p.levering_id and c.object = p.object and c.controle_id = p.controle_id
    where o.status = 'afgekeurd' and c.ernst = 'fataal' and not c.geslaagd and p.levering_id is null
    group by c.levering_id, c.object, c.controle_id
),

{# The name of a rule that no contract says (any more), and of those about a file that cannot be read. -#}
regelnaam as (
    select
        controle_id,
        max(regel) as regel
    from {{ ref('fct_controle') }}
    group by controle_id
),

werk as (
    select
        levering_id,
        object,
        controle_id,
        kolom,
        aantal,
        rijnummers,
        reden,
        true as per_rij
    from per_regel
    union all
    select
        levering_id,
        object,
        controle_id,
        kolom,
        aantal,
        rijnummers,
        reden,
        false as per_rij
    from als_geheel
)

select
    o.bron,
    o.feed,
    o.gemeente_code,
    w.levering_id,
    o.bestandsnaam,
    o.peildatum,
    o.status as levering_status,
    w.object,
    w.controle_id,
    w.kolom,
    coalesce(r.regel, n.regel) as regel,
    case when w.per_rij then coalesce(r.omschrijving, w.reden) else w.reden end as verwachting,
    cast(w.aantal as bigint) as aantal,
    case
        when w.per_rij and w.aantal > {{ getoond }} then concat(w.rijnummers, ' …')
        else w.rijnummers
    end as rijnummers,
    o.ontvangen_op as sinds
from werk as w
inner join open_levering as o on w.levering_id = o.levering_id
left join {{ ref('dim_regel') }} as r on w.controle_id = r.controle_id
left join regelnaam as n on w.controle_id = n.controle_id
