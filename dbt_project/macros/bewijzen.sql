{#-
    What was proven once of a delivery stays proven: its rows never change. The tests volgens_contract and een_op_een look
    at every row of raw, so they only look at the deliveries of loads that they have not passed yet. What they passed is kept
    in intermediate.bewezen, one row per test and load, and counts as long as the test, what it is about and our macros are
    the same. --full-refresh proves everything again, and so does Spark, which keeps no such table.

    Belongs here: which deliveries are still to be proven, and noting that they were. Does not belong here: what is proven.
-#}

{#- The rows of a relation of the deliveries that the present test has not passed yet. -#}
{% macro nog_te_bewijzen(relatie) -%}
    {%- if execute and target.type == 'duckdb' and not flags.FULL_REFRESH -%}
        {%- set bewezen = adapter.get_relation(target.database, 'intermediate', 'bewezen') -%}
    {%- endif -%}
    {%- if bewezen -%}
        {%- set gevraagd -%}
            select levering.levering_id
            from {{ grootboek() }} as levering
            where
                levering.bron = '{{ model.sources[0][0] }}'
                and levering.status = 'geladen'
                and levering.run_id not in (
                    select bewezen.run_id
                    from {{ bewezen }} as bewezen
                    where bewezen.test = '{{ model.unique_id }}' and bewezen.vingerafdruk = '{{ vingerafdruk_test(model.unique_id) }}'
                )
        {%- endset -%}
        {{ alleen_leveringen(relatie, gevraagd) }}
    {%- else -%}
        {{ relatie }}
    {%- endif -%}
{%- endmacro %}

{#- Where the ledger's deliveries stand. Not as a source: a test that looks up what it passed is not made of the ledger. -#}
{% macro grootboek() -%}
    {%- for bron in graph.sources.values() if bron.source_name == 'state' and bron.name == 'levering' -%}
        {{ bron.meta.external_location }}
    {%- endfor -%}
{%- endmacro %}

{#- Changes with the test, the models it looks at and our own macros. -#}
{% macro vingerafdruk_test(unique_id) -%}
    {%- set test = graph.nodes[unique_id] -%}
    {%- set delen = [tojson(test.test_metadata.kwargs, sort_keys=true), vingerafdruk_macros()] -%}
    {%- for node_id in test.depends_on.nodes | sort if node_id in graph.nodes -%}
        {%- do delen.append(graph.nodes[node_id].checksum.checksum) -%}
    {%- endfor -%}
    {{ return(local_md5(delen | join('|'))) }}
{%- endmacro %}

{#- At the end of a run: every load whose deliveries are in the ledger is proven to the tests that passed. -#}
{% macro noteer_bewezen(results) -%}
    {%- set geslaagd = [] -%}
    {%- for result in results or [] -%}
        {%- set gegevens = result.node.get('test_metadata') if result.node is mapping else result.node.test_metadata -%}
        {%- if gegevens and gegevens.name in ['volgens_contract', 'een_op_een'] and result.status == 'pass' -%}
            {%- do geslaagd.append(result.node.unique_id) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if execute and geslaagd and target.type == 'duckdb' -%}
        {%- do run_query('create schema if not exists intermediate') -%}
        {%- do run_query('create table if not exists intermediate.bewezen (test varchar, vingerafdruk varchar, run_id varchar)') -%}
        {%- do run_query("delete from intermediate.bewezen where test in ('" ~ geslaagd | join("', '") ~ "')") -%}
        {%- set rijen -%}
            insert into intermediate.bewezen
            select test.naam, test.vingerafdruk, lading.run_id
            from (
                values
                {%- for unique_id in geslaagd %}
                ('{{ unique_id }}', '{{ vingerafdruk_test(unique_id) }}'){{ ',' if not loop.last }}
                {%- endfor %}
            ) as test (naam, vingerafdruk)
            cross join (select distinct run_id from {{ grootboek() }} where run_id is not null) as lading
        {%- endset -%}
        {%- do run_query(rijen) -%}
    {%- endif -%}
{%- endmacro %}
