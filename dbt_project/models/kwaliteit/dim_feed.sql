select
    bron,
    feed,
    naam,
    eigenaar,
    contact,
    doel,
    contract,
    contract_versie,
    frequentie,
    uiterlijk_dagen,
    alleen_periode_einde,
    publicatie_van,
    publicatie_tot_en_met,
    peildatum_vanaf,
    peildatum_tot_en_met,
    opvolger
from {{ source('state', 'feed') }}
