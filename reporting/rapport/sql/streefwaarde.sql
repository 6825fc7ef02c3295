-- In the order of the documents, so that the newest target of a year comes last.
select
    s.gemeente_code,
    s.indicator_code,
    s.uitsplitsing,
    s.jaar,
    s.document_code,
    s.streefwaarde,
    s.streefwaarde_getypt,
    s.vervallen,
    s.toelichting,
    s.synthetisch,
    s.levering_id
from indicatoren.fct_streefwaarde as s
inner join indicatoren.dim_document as d on s.document_code = d.document_code
order by s.gemeente_code, s.indicator_code, s.uitsplitsing, s.jaar nulls last, d.volgorde_datum, s.document_code
