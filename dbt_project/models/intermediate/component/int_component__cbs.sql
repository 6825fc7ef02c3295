{#
    Denominators from CBS, per region and year, from every harvest of a table. Each period has its own status.
    Households come in thousands. A value that CBS leaves out is no component.
-#}
with
bevolking as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        c.regio_code as gemeente_code,
        c.periode_code,
        'cbs_inwoners' as component_code,
        'totaal' as uitsplitsing,
        c.waarde,
        c.periode_status
    from ({{ te_tellen_sets('cbs_bevolking') }}) as s
    inner join {{ rijen_van_sets(ref('stg_cbs__bevolking'), 'cbs_bevolking') }} as c
        on s.levering_id_1 = c.levering_id
    where c.measure = 'M000352'
),

inkomen as (
    select
        s.reeks,
        s.set_id,
        s.gelezen_in,
        c.regio_code as gemeente_code,
        c.periode_code,
        'cbs_huishoudens_laag_inkomen' as component_code,
        case
            when c.inkomensgrens_code = 'A043009' and c.duur_code = 'A028724' then 'tot_101_vier_jaar_of_langer'
            when c.inkomensgrens_code = 'A043008' and c.duur_code = 'A028721' then 'tot_120'
        end as uitsplitsing,
        c.waarde * 1000 as waarde,
        c.periode_status
    from ({{ te_tellen_sets('cbs_inkomen') }}) as s
    inner join {{ rijen_van_sets(ref('stg_cbs__inkomen'), 'cbs_inkomen') }} as c
        on s.levering_id_1 = c.levering_id
    where c.measure = '1050010_1' and c.kenmerken_huishouden_code = '1050010'
),

component as (
    select
        *,
        try_cast(substr(periode_code, 1, 4) as int) as jaar,
        case periode_status
            when 'Definitief' then 'definitief'
            when 'NaderVoorlopig' then 'nader_voorlopig'
            else 'voorlopig'
        end as status_tekst
    from (
        select * from bevolking
        union all
        select * from inkomen
    ) as cbs
    where
        periode_code like '____JJ00'
        and gemeente_code like 'GM____'
        and uitsplitsing is not null
        and waarde is not null
)

{{ componentrijen('component', periode_status='status_tekst') }}
