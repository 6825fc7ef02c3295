{#
    Lasten on the levels that the reports of all municipalities have in common: the taakvelden, with what is booked on
    their parts, and the hoofdtaakvelden. 0.10 (reserves) and 0.11 (result) balance the books and are no lasten to
    compare. Who delivered a report spent nothing on a taakveld that is not in it; of who did not, nothing is known.
-#}
with
regel as (
    select
        t.verslagsoort,
        t.gemeente_code,
        case d.niveau when 'subtaakveld' then d.bovenliggende_code else d.taakveld_code end as taakveld_code,
        d.hoofdtaakveld_code,
        t.lasten_eur,
        case when t.opgave = 'geen_opgave' then 1 else 0 end as is_onbekend
    from {{ ref('mart_taakveld') }} as t
    inner join {{ ref('dim_taakveld') }} as d on t.taakveld_code = d.taakveld_code and t.jaar = d.jaar
    where t.taakveld_code not in ('0.10', '0.11')
),

opgeteld as (
    {% for niveau in ['taakveld', 'hoofdtaakveld'] %}
    select
        verslagsoort,
        gemeente_code,
        '{{ niveau }}' as niveau,
        {{ niveau }}_code as taakveld_code,
        sum(lasten_eur) as lasten_eur,
        max(is_onbekend) as is_onbekend
    from regel
    group by verslagsoort, gemeente_code, {{ niveau }}_code
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

{# A code can be a taakveld in one report and not exist in another: every report has its own. -#}
taakveld as (
    select distinct
        verslagsoort,
        niveau,
        taakveld_code
    from opgeteld
),

gevuld as (
    select
        o.gemeente_code,
        o.jaar,
        o.verslagsoort,
        o.verslag,
        t.niveau,
        t.taakveld_code,
        o.opgave,
        o.inwoners,
        case when o.opgave = 'geleverd' and coalesce(l.is_onbekend, 0) = 0 then coalesce(l.lasten_eur, 0) end
            as lasten_eur,
        o.synthetisch
    from {{ ref('mart_iv3opgave') }} as o
    inner join taakveld as t on o.verslagsoort = t.verslagsoort
    left join opgeteld as l
        on
            o.verslagsoort = l.verslagsoort
            and o.gemeente_code = l.gemeente_code
            and t.niveau = l.niveau
            and t.taakveld_code = l.taakveld_code
)

select
    gemeente_code,
    jaar,
    verslagsoort,
    verslag,
    niveau,
    taakveld_code,
    opgave,
    inwoners,
    cast(lasten_eur as decimal(18, 2)) as lasten_eur,
    {{ per_inwoner('lasten_eur', 'inwoners') }} as lasten_per_inwoner_eur,
    synthetisch
from gevuld
