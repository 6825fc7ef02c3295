select
    ontwikkelopgave_code,
    naam,
    toelichting
from {{ ref('ontwikkelopgave') }}
