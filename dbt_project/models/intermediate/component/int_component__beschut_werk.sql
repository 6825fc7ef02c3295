with
sets as ({{ te_tellen_sets('ssd_voorzieningen') }}),

maand as (
    {% for maand in range(1, 13) %}
    select {{ maand }} as maand {{ 'union all' if not loop.last }}
    {% endfor %}
),

{# The days on which hours are added up: the peildatum, 1 January and the month ends that the delivery has reached. -#}
dag as (
    select
        set_nr,
        levering_id_1,
        'totaal' as uitsplitsing,
        peildatum as dag
    from sets
    union all
    select
        set_nr,
        levering_id_1,
        'begin_jaar' as uitsplitsing,
        {{ eerste_dag('jaar') }} as dag
    from sets
    union all
    select
        s.set_nr,
        s.levering_id_1,
        'gemiddeld' as uitsplitsing,
        last_day(make_date(s.jaar, m.maand, 1)) as dag
    from sets as s
    cross join maand as m
    where last_day(make_date(s.jaar, m.maand, 1)) <= s.peildatum
),

uren_per_dag as (
    select
        d.set_nr,
        d.uitsplitsing,
        d.dag,
        coalesce(sum(case when {{ actief_op('d.dag') }} then v.uren_per_week end), 0) as uren
    from dag as d
    left join {{ rijen_van_sets(ref('stg_ssd__voorzieningen'), 'ssd_voorzieningen') }} as v
        on d.levering_id_1 = v.levering_id and v.soort_voorziening = 'BESCHUT_WERK'
    group by d.set_nr, d.uitsplitsing, d.dag
),

component as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        s.gemeente_code,
        s.jaar,
        'beschut_werk_uren' as component_code,
        u.uitsplitsing,
        cast(sum(u.uren) as double) / count(*) as waarde
    from sets as s
    inner join uren_per_dag as u on s.set_nr = u.set_nr
    group by s.reeks, s.set_id, s.gelezen_in, s.gemeente_code, s.jaar, u.uitsplitsing
)

{{ componentrijen('component') }}
