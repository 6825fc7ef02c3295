select
    doel_code_2022,
    doel_code_2024
from {{ ref('doelnummering') }}
