"""Tables as a document prints them: its rows, its columns, its unit and its signs.

Belongs here: `mart_documenttabel`. Does not belong here: amounts with the signs of the warehouse (`rekening`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from reporting.rapport.financien.achtergrond import OPTELLING, Achtergrond, bedragsoort
from reporting.rapport.financien.rijen import Documentcel
from reporting.tabel.gedrukt import gedrukte_cel, lees_gedrukt
from reporting.tabel.model import Cel, Kolom, Rij, Tabel

_MART = "financien.mart_documenttabel"
_TELT_OP = {**OPTELLING, "resultaat_zonder_saldo": (("saldo", 1), ("onttrekking", 1), ("storting", -1))}


def documenttabellen(achtergrond: Achtergrond) -> Iterator[tuple[str, str, Tabel]]:
    """Each table of each document, after its municipality and the code of the document."""
    for (gemeente, document, _), groep in groupby(
        achtergrond.financien.documentcellen, lambda cel: (cel.gemeente_code, cel.document_code, cel.tabel)
    ):
        yield gemeente, document, _tabel(achtergrond, list(groep))


def _tabel(achtergrond: Achtergrond, cellen: list[Documentcel]) -> Tabel:
    eerste = cellen[0]
    koppen = {cel.kolomnummer: (cel.kolomnaam, cel.kolom) for cel in cellen}
    kolommen = (
        Kolom("regel", "Regel", "tekst"),
        *(
            Kolom(f"kolom_{nummer}", kop, bedragsoort(eerste.eenheid), voordeel=kolom == "afwijking")
            for nummer, (kop, kolom) in sorted(koppen.items())
        ),
    )
    per_regel = [list(groep) for _, groep in groupby(cellen, lambda cel: cel.regelnummer)]
    rijen = tuple(
        Rij(
            (Cel(regel[0].regelnaam), *_waarden(achtergrond, regel, sorted(koppen))),
            "totaal" if regel[0].niveau == "programma" and _delen(per_regel, regel[0]) else "gewoon",
            _delen(per_regel, regel[0]),
        )
        for regel in per_regel
    )
    return achtergrond.tabel(
        f"{eerste.document_code}-{eerste.tabel.replace('_', '-')}",
        eerste.tabelnaam,
        kolommen,
        rijen,
        gemeente_code=eerste.gemeente_code,
        soorten=("begroting",),
        documenten=(eerste.document_code,),
        eenheid=eerste.eenheid,
        toelichting="Zoals het document de tabel drukt, met de tekens en de eenheid van het document.",
        synthetisch=any(cel.synthetisch for cel in cellen),
    )


def _waarden(achtergrond: Achtergrond, regel: Sequence[Documentcel], nummers: Sequence[int]) -> Iterator[Cel]:
    per_kolom: Mapping[int, Documentcel] = {cel.kolomnummer: cel for cel in regel}
    for nummer in nummers:
        cel = per_kolom.get(nummer)
        if cel is None:
            yield Cel()
            continue
        yield gedrukte_cel(
            cel.tekst,
            kanttekening=cel.toelichting,
            herkomst=achtergrond.regelherkomst(
                _MART,
                cel.gemeente_code,
                cel.document_code,
                tabel=cel.tabel,
                regelnummer=str(cel.regelnummer),
                kolomnummer=str(cel.kolomnummer),
            ),
        )


def _delen(regels: Sequence[Sequence[Documentcel]], totaal: Documentcel) -> tuple[tuple[int, int], ...]:
    """Which rows a total of the programme adds, with the signs that the document prints them with.

    Lasten and baten add those of the goals; saldo and resultaat follow from other lines of the programme. A line that
    the document prints with the other sign than the warehouse has counts the other way.
    """
    if totaal.niveau != "programma":
        return ()
    if totaal.regel in {"lasten", "baten"}:
        return tuple(
            (nummer, 1)
            for nummer, regel in enumerate(regels)
            if regel[0].niveau == "doel" and regel[0].regel == totaal.regel
        )
    plaatsen = {regel[0].regel: nummer for nummer, regel in enumerate(regels) if regel[0].niveau == "programma"}
    zonder = totaal.regel == "resultaat" and "saldo_reserves" not in plaatsen
    eigen = _teken(next(regel for regel in regels if regel[0].regelnummer == totaal.regelnummer))
    return tuple(
        (plaatsen[deel], teken * eigen * _teken(regels[plaatsen[deel]]))
        for deel, teken in _TELT_OP.get("resultaat_zonder_saldo" if zonder else totaal.regel, ())
        if deel in plaatsen
    )


def _teken(regel: Sequence[Documentcel]) -> int:
    """-1 where the document prints the line with the other sign than the warehouse has it, else 1."""
    for cel in regel:
        gelezen = lees_gedrukt(cel.tekst)
        if gelezen and gelezen.waarde and cel.bedrag_eur and cel.kolom != "afwijking":
            return 1 if (gelezen.waarde > 0) == (cel.bedrag_eur > 0) else -1
    return 1
