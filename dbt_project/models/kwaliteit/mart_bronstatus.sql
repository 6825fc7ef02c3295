{# How each feed of each gemeente is doing (int_bronoordeel), in the words that people read. -#}
with
{# A status picks one of these sentences; the others may come out empty. -#}
verwoord as (
    select
        *,
        concat(
            coalesce(
                reden_storing,
                concat(
                    'De nieuwste levering (', bestandsnaam, ') is afgekeurd: ',
                    coalesce(reden_afkeuring, 'zonder reden'),
                    case when reden_afkeuring like '%.' then '' else '.' end
                )
            ),
            case
                when laatste_peildatum is null
                    then ' Er is nog geen goede levering.'
                else concat(' In gebruik blijft de levering met peildatum ', laatste_tekst, '.')
            end
        ) as zin_kapot,
        concat(
            'Er is nog nooit een goede levering geweest',
            case
                when verwacht_voor is not null
                    then concat('; de eerste was er uiterlijk op ', verwacht_tekst, ' verwacht')
                else ''
            end,
            '.'
        ) as zin_ontbreekt,
        concat(
            'De levering die uiterlijk op ', verwacht_tekst, ' verwacht was, is er niet; de laatste heeft peildatum ',
            laatste_tekst, '.'
        ) as zin_te_laat,
        concat(
            'Van de levering met peildatum ', laatste_tekst,
            case when rijen_quarantaine = 1 then ' is ' else ' zijn ' end, {{ toon_rijen('rijen_quarantaine') }},
            ' apart gezet; ', {{ toon_rijen('rijen_geladen') }},
            case when rijen_geladen = 1 then ' is geladen.' else ' zijn geladen.' end
        ) as zin_deels,
        case
            when laatste_peildatum is not null
                then concat('De levering met peildatum ', laatste_tekst, ' is volledig geladen.')
            when zin_opvolger is null then 'Er is nog geen levering verwacht.'
        end as zin_goed,
        case
            when aantal_wachtend > 0 then 'Een aangeleverd bestand wacht nog op zijn controlebestand.'
        end as zin_wacht,
        case
            when zonder_contract
                then concat(
                    'Geen contract beschrijft deze feed: herstel haar naam in de leveringskalender,',
                    ' of voeg een contract toe.'
                )
            when status = 'kapot' and storing = 'bereikbaar'
                then concat(
                    'Wacht de volgende lading af; elke nacht wordt het opnieuw gevraagd. Duurt het dagen, kijk dan in',
                    ' het draaiboek (docs/operations.md) en vraag het na bij ', contact, '.'
                )
            when status = 'kapot' and storing is not null
                then 'Meld deze fout aan de beheerder van het datawarehouse; elke lading probeert het bestand opnieuw.'
            when status = 'kapot'
                then concat(
                    'Stuur de reden door aan ', contact,
                    '; een verbeterd bestand krijgt het volgende volgnummer.'
                )
            when status = 'ontbreekt'
                then concat(
                    'Vraag ', contact, ' om de eerste levering; komt deze feed niet, haal haar regel dan uit de',
                    ' leveringskalender.'
                )
            when status = 'te_laat' and heeft_venster
                then concat('Ga bij ', contact, ' na of er een nieuwe versie komt, of dat de tabel is vervangen.')
            when status = 'te_laat'
                then concat('Vraag ', contact, ' om de levering met peildatum ', volgende_tekst, ' of later.')
            when status = 'deels'
                then concat(
                    'Stuur de quarantaine van deze levering (', {{ toon_rijen('rijen_quarantaine') }}, ') door aan ',
                    contact, '; een verbeterd bestand krijgt het volgende volgnummer.'
                )
            when waarschuwingen_over_levering > 0
                then concat(
                    'Bekijk de waarschuwingen en vraag ', contact,
                    ' om uitleg; wat toch klopt kan worden aanvaard (dwh accept).'
                )
            when waarschuwingen > 0
                then concat(
                    'Bekijk waarin deze feed en een andere elkaar tegenspreken, en vraag ', contact,
                    ' wat er klopt; wie het mis heeft levert opnieuw.'
                )
            when coalesce(aantal_wachtend, 0) = 0 and not heeft_quarantaine then 'Er is niets te doen.'
        end as advies_status,
        case
            when waarschuwingen > 0 and status <> 'goed' then 'Bekijk ook de waarschuwingen.'
        end as advies_waarschuwing,
        case
            when heeft_quarantaine and status in ('goed', 'te_laat')
                then concat(
                    'Van een eerdere levering is nog iets te herstellen: stuur de quarantaine door aan ', contact, '.'
                )
        end as advies_eerder,
        case
            when aantal_wachtend > 0
                then concat('Vraag ', contact, ' het controlebestand (.sha256) alsnog neer te zetten.')
        end as advies_wacht
    from {{ ref('int_bronoordeel') }}
)

select
    bron,
    feed,
    gemeente_code,
    status,
    case
        when status in ('te_laat', 'ontbreekt')
            then cast(coalesce({{ plus_dagen('verwacht_voor', 1) }}, geldig_van) as timestamp)
        when storing_sinds is not null then storing_sinds
        else toestand_sinds
    end as sinds,
    laatste_peildatum,
    verwacht_voor,
    concat_ws(
        ' ',
        case status
            when 'kapot' then zin_kapot
            when 'ontbreekt' then zin_ontbreekt
            when 'te_laat' then zin_te_laat
            when 'deels' then zin_deels
            else zin_goed
        end,
        zin_opvolger,
        zin_wacht
    ) as reden,
    concat_ws(' ', advies_status, advies_waarschuwing, advies_eerder, advies_wacht) as advies,
    rijen_geladen,
    rijen_quarantaine,
    cast(waarschuwingen as bigint) as waarschuwingen
from verwoord
