-- One row per taakveld, report and reference group of the municipalities that have budget lines.
select
    v.gemeente_code,
    v.jaar,
    v.verslagsoort,
    v.verslag,
    v.taakveld_code,
    v.taakveld,
    v.niveau,
    v.groep_code,
    v.groep,
    v.opgave,
    v.inwoners,
    v.lasten_eur,
    t.baten_eur,
    v.lasten_per_inwoner_eur,
    v.mediaan_per_inwoner_eur,
    v.laagste_per_inwoner_eur,
    v.hoogste_per_inwoner_eur,
    v.rang,
    v.rang_van,
    v.aantal,
    v.synthetisch
from financien.mart_taakveldvergelijking as v
left join financien.mart_taakveld as t
    on
        v.gemeente_code = t.gemeente_code
        and v.jaar = t.jaar
        and v.verslagsoort = t.verslagsoort
        and v.taakveld_code = t.taakveld_code
where v.gemeente_code in (select r.gemeente_code from financien.fct_begrotingsregel as r)
order by v.gemeente_code asc, v.jaar desc, v.verslagsoort asc, v.groep_code asc, v.taakveld_code asc
