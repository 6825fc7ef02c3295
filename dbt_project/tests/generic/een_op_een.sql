{#-
    Staging is its source, cast and renamed: as many rows, and no value that could not be read.
    gelezen: per column of the source the name it has in the model, for the columns that are cast.
-#}
{% test een_op_een(model, bron, object, gelezen) %}
with
ruw as (
    select
        {% for kolom in gelezen %}
        count({{ kolom }}) as {{ kolom }},
        {% endfor %}
        count(*) as rijen
    from {{ nog_te_bewijzen(source(bron, object)) }} as geleverd
),

gelezen as (
    select
        {% for kolom, naam in gelezen.items() %}
        count({{ naam }}) as {{ kolom }},
        {% endfor %}
        count(*) as rijen
    from {{ nog_te_bewijzen(model) }} as gemodelleerd
)

select ruw.rijen
from ruw
cross join gelezen
where
    ruw.rijen <> gelezen.rijen
    {% for kolom in gelezen %}
    or ruw.{{ kolom }} <> gelezen.{{ kolom }}
    {% endfor %}
{% endtest %}
