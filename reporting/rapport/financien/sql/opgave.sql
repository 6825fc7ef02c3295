-- One row per Iv3 report of the municipalities that have budget lines.
select
    o.gemeente_code,
    o.jaar,
    o.verslagsoort,
    o.verslag,
    o.opgave,
    o.lasten_eur,
    o.baten_eur,
    o.saldo_eur,
    o.in_evenwicht,
    o.inwoners,
    o.feed,
    o.levering_id,
    o.synthetisch
from financien.mart_iv3opgave as o
where o.gemeente_code in (select r.gemeente_code from financien.fct_begrotingsregel as r)
order by o.gemeente_code asc, o.jaar desc, o.verslagsoort asc
