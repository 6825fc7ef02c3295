-- One row per acceptance.
select
    levering_id,
    reden,
    aanvaard_op
from kwaliteit.fct_aanvaarding
order by levering_id, aanvaard_op
