-- One row per cell of a table of a document.
select
    gemeente_code,
    document_code,
    tabel,
    tabelnaam,
    regelnummer,
    regelnaam,
    kolomnummer,
    kolomnaam,
    jaar,
    kolom,
    niveau,
    code,
    regel,
    bedrag_eur,
    afrondingsverschil,
    tekst,
    eenheid,
    toelichting,
    synthetisch
from financien.mart_documenttabel
order by gemeente_code, document_code, tabel, regelnummer, kolomnummer
