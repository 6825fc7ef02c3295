"""The estimate of several years: the year of the budget and those after it.

Belongs here: `mart_meerjarenraming`. Does not belong here: the table as a document prints it (`documenttabel`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reporting.rapport.financien.achtergrond import OPTELLING, REGELNAMEN, Achtergrond, bedragsoort, in_eenheid
from reporting.rapport.financien.rijen import Raming
from reporting.rapport.samen import slug
from reporting.tabel.model import Cel, Kolom, Rij, Tabel

_MART = "financien.mart_meerjarenraming"
_NIVEAUS = {"programma": "programma", "doel": "per doel", "product": "per product"}


def meerjarenramingen(achtergrond: Achtergrond) -> Iterator[tuple[str, Tabel]]:
    """A table per municipality (given first), document, programme and level that is estimated for several years.

    Amounts of different levels are the same money: they stand in tables of their own and are not added.
    """
    sleutel = _sleutel
    for (gemeente, document, programma, niveau), groep in groupby(
        sorted(achtergrond.financien.ramingen, key=sleutel), sleutel
    ):
        ramingen = list(groep)
        jaren = sorted({raming.jaar for raming in ramingen})
        if len(jaren) > 1:
            yield gemeente, _tabel(achtergrond, ramingen, jaren, (document, programma, niveau))


def _sleutel(raming: Raming) -> tuple[str, str, str, str]:
    return raming.gemeente_code, raming.document_code, raming.programma, raming.niveau


def _tabel(achtergrond: Achtergrond, ramingen: list[Raming], jaren: list[int], waarvan: tuple[str, str, str]) -> Tabel:
    document, programma, niveau = waarvan
    eenheid = achtergrond.eenheid(document)
    fasen = {raming.jaar: "Raming" if raming.fase == "raming" else "Begroting" for raming in ramingen}
    kolommen = (
        Kolom("onderdeel", "Onderdeel", "tekst"),
        Kolom("regel", "Regel", "tekst"),
        *(Kolom(f"jaar_{jaar}", f"{fasen[jaar]} {jaar}", bedragsoort(eenheid)) for jaar in jaren),
    )
    per_regel = {
        wat: {raming.jaar: raming for raming in groep}
        for wat, groep in groupby(ramingen, lambda raming: (raming.code, raming.onderdeel, raming.regel))
    }
    plaatsen = {(code, regel): nummer for nummer, (code, _, regel) in enumerate(per_regel)}
    rijen = (
        Rij(
            (
                Cel(onderdeel),
                Cel(REGELNAMEN[regel]),
                *(_cel(achtergrond, per_jaar.get(jaar), eenheid) for jaar in jaren),
            ),
            "totaal" if regel in OPTELLING else "gewoon",
            tuple(
                (plaatsen[code, deel], teken) for deel, teken in OPTELLING.get(regel, ()) if (code, deel) in plaatsen
            ),
        )
        for (code, onderdeel, regel), per_jaar in per_regel.items()
    )
    return achtergrond.tabel(
        f"meerjarenraming-{slug(programma)}-{niveau}-{document}",
        f"Meerjarenraming {programma}, {_NIVEAUS.get(niveau, niveau)}",
        kolommen,
        rijen,
        gemeente_code=ramingen[0].gemeente_code,
        soorten=("begroting",),
        documenten=(document,),
        eenheid=eenheid,
        toelichting="Lasten en baten zijn positief; het saldo is baten min lasten, een netto last is negatief.",
        synthetisch=any(raming.synthetisch for raming in ramingen),
    )


def _cel(achtergrond: Achtergrond, raming: Raming | None, eenheid: str) -> Cel:
    if raming is None:
        return Cel()
    herkomst = achtergrond.regelherkomst(
        _MART,
        raming.gemeente_code,
        raming.document_code,
        jaar=str(raming.jaar),
        code=raming.code,
        regel=raming.regel,
    )
    return Cel(in_eenheid(raming.bedrag_eur, eenheid), herkomst=herkomst)
