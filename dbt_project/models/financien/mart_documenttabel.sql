{#
    The tables of a document, printed again from its budget lines: every line against every column, in its unit and with its signs. What
    the document itself rounded otherwise than its parts (seed afrondingsverschil) is in the text, not in the amount.
#}
with
aangeleverd as (
    select distinct
        gemeente_code,
        document_code
    from {{ ref('int_begrotingsbedrag') }}
),

cel as (
    select
        a.gemeente_code,
        r.*,
        k.kolomnummer,
        k.kolomnaam,
        k.jaar,
        k.kolom
    from aangeleverd as a
    inner join {{ ref('documenttabel') }} as r on a.document_code = r.document_code
    inner join {{ ref('documenttabelkolom') }} as k on r.document_code = k.document_code and r.tabel = k.tabel
)

select
    c.gemeente_code,
    c.document_code,
    c.tabel,
    c.tabelnaam,
    c.regelnummer,
    c.regelnaam,
    c.kolomnummer,
    c.kolomnaam,
    c.jaar,
    c.kolom,
    c.niveau,
    c.code,
    c.regel,
    b.bedrag_eur,
    coalesce(v.eenheden, 0) as afrondingsverschil,
    {{
        toon_bedrag(
            'b.bedrag_eur',
            factor='coalesce(p.factor, 1)',
            decimalen='coalesce(c.decimalen, p.decimalen, 0)',
            teken=teken_gedrukt('c.regel', 'c.kolom', 'p'),
            erbij='coalesce(v.eenheden, 0)',
        )
    }} as tekst,
    coalesce(p.eenheid, 'euro') as eenheid,
    v.toelichting,
    coalesce(b.synthetisch, false) as synthetisch
from cel as c
left join {{ ref('int_begrotingsbedrag') }} as b
    on
        c.gemeente_code = b.gemeente_code
        and c.document_code = b.document_code
        and c.jaar = b.jaar
        and c.kolom = b.kolom
        and c.niveau = b.niveau
        and c.code = b.code
        and c.regel = b.regel
left join {{ ref('documentpresentatie') }} as p on c.document_code = p.document_code
left join {{ ref('afrondingsverschil') }} as v
    on
        c.document_code = v.document_code
        and c.jaar = v.jaar
        and c.kolom = v.kolom
        and c.niveau = v.niveau
        and c.code = v.code
        and c.regel = v.regel
