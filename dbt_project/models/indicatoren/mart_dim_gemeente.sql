{# Published as dim_gemeente; dbt wants another resource name than the seed's. -#}
{{ config(alias='dim_gemeente') }}
select
    gemeente_code,
    naam,
    begindatum,
    einddatum
from {{ ref('dim_gemeente') }}
