{#-
    Amounts as they were typed, in the document's own unit and with its own sign: int_begrotingsregel makes positive
    euros of them. People type capitals as they like, and a workbook keeps taakveld 6.72 as the number 6,72.
-#}
select
    levering_id,
    rijnummer,
    trim(document) as document_code,
    cast({{ decimaal('jaar') }} as int) as jaar,
    case lower(trim(fase))
        when 'primair' then 'begroting_primair'
        when 'na wijziging' then 'begroting_na_wijziging'
        else lower(trim(fase))
    end as fase,
    trim(programma) as programma,
    nullif(trim(doel), '') as doel_code,
    nullif(trim(product), '') as product_getypt,
    nullif(lower(replace(trim(taakveld), ',', '.')), '') as taakveld_code,
    lower(trim(soort)) as soort,
    bedrag as bedrag_getypt,
    {{ bedrag_getypt('bedrag') }} as bedrag,
    case when lower(trim(eenheid)) = 'euro' then 'euro' else 'x 1.000 euro' end as eenheid,
    case when lower(trim(eenheid)) = 'euro' then 1 else 1000 end as eenheid_factor
from {{ source('pc', 'begrotingsregels') }}
