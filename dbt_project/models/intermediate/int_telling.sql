{#
    What documents count of themselves: the indicators and the actions per goal, and of a document as a whole the indicators that it
    prints a figure of.
-#}
with
{# A goal, with itself and what hangs at most two levels below it. -#}
doel_met_onderdelen as (
    select
        doel_code,
        doel_code as onderdeel_code
    from {{ ref('dim_doel') }}
    union all
    select
        bovenliggend_doel_code as doel_code,
        doel_code as onderdeel_code
    from {{ ref('dim_doel') }}
    where bovenliggend_doel_code is not null
    union all
    select
        d.bovenliggend_doel_code as doel_code,
        o.doel_code as onderdeel_code
    from {{ ref('dim_doel') }} as o
    inner join {{ ref('dim_doel') }} as d on o.bovenliggend_doel_code = d.doel_code
    where d.bovenliggend_doel_code is not null
),

te_tellen as (
    select
        d.document_code,
        'aantal_indicatoren' as indicator_code,
        b.doel_code as uitsplitsing,
        d.jaar,
        i.indicator_code as geteld,
        false as synthetisch
    from {{ ref('document') }} as d
    inner join {{ ref('indicator') }} as i
        on
            d.jaar >= coalesce(i.geldig_van_jaar, d.jaar)
            and d.jaar <= coalesce(i.geldig_tot_jaar, d.jaar)
    inner join doel_met_onderdelen as b on i.doel_code = b.onderdeel_code
    where i.soort = 'indicator'
    union all
    select
        g.document_code,
        'aantal_indicatoren' as indicator_code,
        'totaal' as uitsplitsing,
        d.jaar,
        g.indicator_code as geteld,
        l.synthetisch
    from {{ ref('int_gedrukt_cijfer') }} as g
    inner join {{ ref('document') }} as d on g.document_code = d.document_code
    inner join {{ ref('int_pc_geldig') }} as l on g.levering_id = l.levering_id and g.rijnummer = l.rijnummer
    where g.soort = 'indicator'
    union all
    select
        a.document_code,
        'aantal_acties' as indicator_code,
        b.doel_code as uitsplitsing,
        d.jaar,
        concat_ws('|', a.doel_code, a.nummer) as geteld,
        a.synthetisch
    from {{ ref('fct_actie') }} as a
    inner join {{ ref('document') }} as d on a.document_code = d.document_code
    inner join doel_met_onderdelen as b on a.doel_code = b.onderdeel_code
)

select
    document_code,
    indicator_code,
    uitsplitsing,
    jaar,
    count(distinct geteld) as aantal,
    max(case when synthetisch then 1 else 0 end) = 1 as synthetisch
from te_tellen
group by document_code, indicator_code, uitsplitsing, jaar
