{#
    Who delivered, so that a municipality that did not is told apart from one that spends nothing. Only national data can say that somebody is
    missing: one municipality's own delivery says nothing of the others. Balance is that of the check at the gate, to the euro; national
    amounts are rounded to thousands, and what that explains is no lack of balance. Quarters need not balance.
-#}
with
totaal as (
    select
        levering_id,
        gemeente_code,
        verslagsoort,
        cast(sum(lasten_eur) as decimal(18, 2)) as lasten_eur,
        cast(sum(baten_eur) as decimal(18, 2)) as baten_eur,
        count(lasten_eur) + count(baten_eur) as aantal_bedragen
    from {{ ref('int_iv3_regel') }}
    group by levering_id, gemeente_code, verslagsoort
),

landelijk as (
    select
        r.jaar,
        r.verslagsoort,
        max(case when l.synthetisch then 1 else 0 end) = 1 as synthetisch
    from {{ ref('int_iv3_regel') }} as r
    inner join {{ ref('int_iv3_levering') }} as l on r.levering_id = l.levering_id
    where l.feed <> 'iv3'
    group by r.jaar, r.verslagsoort
),

opgave as (
    select
        v.gemeente_code,
        v.jaar,
        v.verslagsoort,
        v.opgave,
        t.lasten_eur,
        t.baten_eur,
        t.aantal_bedragen,
        v.inwoners,
        v.feed,
        v.levering_id,
        v.synthetisch
    from {{ ref('int_iv3_verslag') }} as v
    left join totaal as t
        on v.levering_id = t.levering_id and v.gemeente_code = t.gemeente_code and v.verslagsoort = t.verslagsoort
    union all
    select
        g.gemeente_code,
        l.jaar,
        l.verslagsoort,
        'ontbreekt' as opgave,
        cast(null as decimal(18, 2)) as lasten_eur,
        cast(null as decimal(18, 2)) as baten_eur,
        0 as aantal_bedragen,
        b.inwoners,
        cast(null as string) as feed,
        cast(null as string) as levering_id,
        l.synthetisch
    from landelijk as l
    inner join {{ ref('dim_gemeente') }} as g
        on {{ bestond_op(verslagdag('l.verslagsoort', 'l.jaar'), 'g.begindatum', 'g.einddatum') }}
    left join {{ ref('int_iv3_verslag') }} as v
        on g.gemeente_code = v.gemeente_code and l.verslagsoort = v.verslagsoort
    left join {{ ref('int_inwoners') }} as b on g.gemeente_code = b.gemeente_code and l.jaar = b.jaar
    where v.gemeente_code is null
)

select
    gemeente_code,
    jaar,
    verslagsoort,
    {{ verslag('verslagsoort') }} as verslag,
    opgave,
    lasten_eur,
    baten_eur,
    cast(baten_eur - lasten_eur as decimal(18, 2)) as saldo_eur,
    case
        when opgave <> 'geleverd' or substr(verslagsoort, 5) not in ('X000', 'X005') then null
        when feed = 'iv3' then abs(baten_eur - lasten_eur) < 1
        else abs(baten_eur - lasten_eur) <= aantal_bedragen * 500
    end as in_evenwicht,
    inwoners,
    feed,
    levering_id,
    synthetisch
from opgave
