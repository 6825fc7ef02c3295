{# Packages in December. What is no number stays visible: no value if it is the total, a note if it is a package. -#}
with
sets as ({{ te_tellen_sets('menzis_garantverzorgd') }}),

december as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        {{ getal_ingevuld('g.totaal') }} as waarde,
        case
            when {{ getal_ingevuld('g.totaal') }} is null
                then concat('Het totaal van december is geen getal: ', coalesce(g.totaal, 'leeg'), '.')
        end as zonder_totaal,
        case
            when
                g.garantverzorgd_1 like '%<%'
                or g.garantverzorgd_2 like '%<%'
                or g.garantverzorgd_3 like '%<%'
                or g.garantverzorgd_overig like '%<%'
                then 'Van een of meer pakketten is alleen bekend dat het er minder dan vijf zijn.'
        end as klein_pakket
    from sets as s
    inner join {{ rijen_van_sets(ref('stg_menzis__garantverzorgd'), 'menzis_garantverzorgd') }} as g
        on s.levering_id_1 = g.levering_id and substr(g.peilmaand, 1, 3) = 'dec'
),

component as (
    select
        *,
        'garantverzorgd_pakketten' as component_code,
        'totaal' as uitsplitsing,
        nullif(concat_ws(' ', zonder_totaal, klein_pakket), '') as kanttekening_tekst
    from december
)

{{ componentrijen('component', kanttekening='kanttekening_tekst') }}
