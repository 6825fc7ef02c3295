-- As the documents have them: in their own order.
select
    a.rijnummer,
    a.levering_id,
    a.document_code,
    a.gemeente_code,
    a.indicator_code,
    a.definitie_versie,
    a.maat,
    a.uitsplitsing,
    a.jaar,
    a.jaar_gedrukt,
    a.waarde_gedrukt,
    a.eenheid,
    a.gepubliceerd,
    a.berekend,
    a.verschil,
    a.tolerantie,
    a.aansluiting,
    a.toelichting,
    a.synthetisch
from indicatoren.mart_aansluiting as a
inner join indicatoren.dim_document as d on a.document_code = d.document_code
order by a.gemeente_code, d.volgorde_datum, a.document_code, a.levering_id, a.rijnummer
