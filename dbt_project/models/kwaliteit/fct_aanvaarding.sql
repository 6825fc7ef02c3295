select
    levering_id,
    reden,
    cast(aanvaard_op as timestamp) as aanvaard_op
from {{ source('state', 'aanvaarding') }}
