{#-
    Fingerprint of everything that decides a component's value besides the deliveries: the model itself, every model and seed
    it is made from, and the SQL our own macros write. A change of any of them makes the kept rows of that model stale,
    so they are counted again without anybody having to remember --full-refresh.
-#}
{% macro definitie_hash(modelnaam) -%}
    {%- if not execute -%}
        {{ return('') }}
    {%- endif -%}
    {%- set node_id = 'model.' ~ project_name ~ '.' ~ modelnaam -%}
    {%- set controlesommen = [] -%}
    {%- for bron_id in herkomst(node_id, []) | sort -%}
        {%- do controlesommen.append(graph.nodes[bron_id].checksum.checksum) -%}
    {%- endfor -%}
    {{ return(local_md5(controlesommen | join('|') ~ vingerafdruk_macros())) }}
{%- endmacro %}

{#- The node and everything upstream of it (sources excluded: deliveries never change), each once. -#}
{% macro herkomst(node_id, gezien) -%}
    {%- if node_id in graph.nodes and node_id not in gezien -%}
        {%- do gezien.append(node_id) -%}
        {%- for ouder_id in graph.nodes[node_id].depends_on.get('nodes', []) -%}
            {%- do herkomst(ouder_id, gezien) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(gezien) }}
{%- endmacro %}

{#- Macros have no checksum in dbt's graph, so their output on fixed arguments stands in for them. -#}
{% macro vingerafdruk_macros() -%}
    {{ return([
        datum('k', ['dd-mm-jjjj', 'jjjj-mm-dd', 'jjjjmmdd']),
        decimaal('k'),
        getal_ingevuld('k'),
        ja_nee('k'),
        actief_op('d'),
        actief_in('a', 'b'),
        eerste_dag('j'),
        dagen_tussen('a', 'b'),
        geldig_op('m', 'v', 't'),
        verblijfsduur('r', 'p'),
        ontvouw_componenten('r', [['k', 'c', 'u']]),
    ] | join('|')) }}
{%- endmacro %}
