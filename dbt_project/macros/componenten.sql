{#-
    What the component models share: which sets of deliveries are still to be counted, and the shape of their rows.
    A component row is a pure function of the raw rows of its set and of the definitions, so it is counted once and kept.
-#}

{#-
    The sets of deliveries of a reeks that were not counted yet under today's definitions. set_nr stands for the set while
    it is counted: joining and grouping millions of rows on a number costs a fraction of doing so on the names of its deliveries.
-#}
{% macro te_tellen_sets(reeks) %}
    select
        row_number() over (order by set_id) as set_nr,
        reeks,
        set_id,
        gelezen_in,
        gemeente_code,
        jaar,
        peildatum,
        levering_id_1,
        levering_id_2,
        peildatum_1,
        peildatum_2
    from {{ ref('int_leveringset') }} as alle_sets
    where reeks = '{{ reeks }}'
    {% if is_incremental() %}
        and not exists (
            select 1
            from {{ this }} as geteld
            where
                geteld.reeks = alle_sets.reeks
                and geteld.set_id = alle_sets.set_id
                and geteld.gelezen_in = alle_sets.gelezen_in
                and geteld.definitie_hash = '{{ definitie_hash(this.name) }}'
        )
    {% endif %}
{% endmacro %}

{#-
    The rows of a staging model that the sets to be counted are made of. On DuckDB only the files of their deliveries are
    opened: what a night costs follows what is new, and not what has piled up. lid: which delivery of the set, 1 or 2.
-#}
{% macro rijen_van_sets(staging, reeks, lid=1) -%}
    {#- In a unit test there is no such table, and no files either. -#}
    {%- set sets = ref('int_leveringset') -%}
    {%- if execute and target.type == 'duckdb' and sets.schema and load_relation(sets) -%}
        {%- set levering = 'levering_id_' ~ lid -%}
        {%- set gevraagd = 'select distinct ' ~ levering ~ ' from (' ~ te_tellen_sets(reeks) ~ ') as s' -%}
        {{ alleen_leveringen(staging, gevraagd ~ ' where ' ~ levering ~ ' is not null') }}
    {%- else -%}
        {{ staging }}
    {%- endif -%}
{%- endmacro %}

{#-
    Turns one wide row per set into component rows, in one pass over the counts.
    relatie: CTE with reeks, set_id, gelezen_in, gemeente_code, jaar and a column per component.
    componenten: list of [column, component_code, uitsplitsing].
-#}
{% macro ontvouw_componenten(relatie, componenten) %}
    select
        t.reeks,
        t.set_id,
        t.gelezen_in,
        t.gemeente_code,
        t.jaar,
        c.component_code,
        c.uitsplitsing,
        case c.volgnr
        {% for kolom, _, _ in componenten %}
            when {{ loop.index }} then cast(t.{{ kolom }} as double)
        {% endfor %}
        end as waarde
    from {{ relatie }} as t
    cross join (
    {% for _, component_code, uitsplitsing in componenten %}
        select
            {{ loop.index }} as volgnr,
            '{{ component_code }}' as component_code,
            '{{ uitsplitsing }}' as uitsplitsing
        {{ 'union all' if not loop.last }}
    {% endfor %}
    ) as c
{% endmacro %}

{#-
    Days and persons of the stays of a set that ended: the sum of the days and how many persons they are of.
    relatie: CTE with set_nr, datum_start, datum_einde and the column that tells persons apart, one row per stay.
-#}
{% macro verblijfsduur(relatie, persoon) %}
    select
        set_nr,
        sum({{ dagen_tussen('datum_start', 'datum_einde') }}) as dagen,
        count(distinct {{ persoon }}) as personen
    from {{ relatie }}
    group by set_nr
{% endmacro %}

{#-
    The one shape of every component table. relatie: CTE with the key columns, component_code, uitsplitsing and waarde;
    kanttekening and periode_status (the source's own status of a period, as CBS gives it) where named, else null.
-#}
{% macro componentrijen(relatie, kanttekening='null', periode_status='null') %}
select
    reeks,
    set_id,
    gelezen_in,
    gemeente_code,
    cast(jaar as int) as jaar,
    component_code,
    uitsplitsing,
    cast(waarde as double) as waarde,
    cast({{ kanttekening }} as string) as kanttekening,
    cast({{ periode_status }} as string) as periode_status,
    '{{ definitie_hash(this.name) }}' as definitie_hash
from {{ relatie }}
{% endmacro %}
