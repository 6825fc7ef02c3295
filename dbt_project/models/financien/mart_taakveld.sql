{#
    The taakvelden as delivered, of the one delivery that counts for a report: nothing rolled up, so that every sum over rows is right. A sum over
    a taakveld and its parts goes by dim_taakveld. An amount per inhabitant is a quotient and not an amount of money: it keeps six decimals,
    and is rounded where it is shown.
-#}
with
regel as (
    select
        v.gemeente_code,
        v.jaar,
        v.verslagsoort,
        r.taakveld_code,
        r.lasten_eur,
        r.baten_eur,
        v.inwoners,
        case when r.geen_opgave then 'geen_opgave' else v.opgave end as opgave,
        v.feed,
        v.levering_id,
        v.synthetisch
    from {{ ref('int_iv3_verslag') }} as v
    inner join {{ ref('int_iv3_regel') }} as r
        on v.levering_id = r.levering_id and v.gemeente_code = r.gemeente_code and v.verslagsoort = r.verslagsoort
)

select
    gemeente_code,
    jaar,
    verslagsoort,
    taakveld_code,
    lasten_eur,
    baten_eur,
    inwoners,
    case when opgave = 'geleverd' then {{ per_inwoner('lasten_eur', 'inwoners') }} end
        as lasten_per_inwoner_eur,
    {{ verslag('verslagsoort') }} as verslag,
    opgave,
    feed,
    levering_id,
    synthetisch
from regel
