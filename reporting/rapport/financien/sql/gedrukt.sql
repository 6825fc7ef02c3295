-- One row per printed figure, in the order of its document.
select
    a.levering_id,
    a.rijnummer,
    a.document_code,
    a.gemeente_code,
    a.indicator_code,
    a.definitie_versie,
    i.naam as indicator,
    i.soort,
    i.kader,
    i.doel_code,
    i.bronnen,
    i.decimalen,
    i.drempel,
    a.maat,
    a.uitsplitsing,
    a.uitsplitsing_gedrukt,
    a.jaar,
    a.jaar_gedrukt,
    a.waarde_gedrukt,
    a.eenheid,
    a.gepubliceerd,
    a.berekend,
    a.aansluiting,
    a.toelichting,
    a.synthetisch
from indicatoren.mart_aansluiting as a
left join indicatoren.dim_indicator as i
    on a.indicator_code = i.indicator_code and a.definitie_versie = i.definitie_versie
order by a.gemeente_code, a.document_code, a.rijnummer
