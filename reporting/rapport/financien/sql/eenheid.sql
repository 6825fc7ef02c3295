-- One row per document of which all budget lines are typed in one unit.
select
    document_code,
    any_value(eenheid) as eenheid
from financien.fct_begrotingsregel
group by document_code
having count(distinct eenheid) = 1
order by document_code
