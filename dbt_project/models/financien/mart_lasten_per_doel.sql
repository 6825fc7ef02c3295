select
    gemeente_code,
    jaar,
    document_code,
    kolom as fase,
    code as doel_code,
    bedrag_eur as lasten_eur,
    naam as doelnaam,
    programma,
    synthetisch
from {{ ref('int_begrotingsbedrag') }}
where niveau = 'doel' and regel = 'lasten' and kolom <> 'afwijking' and nieuwste
