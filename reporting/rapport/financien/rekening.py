"""The account of a programme, as the warehouse reckons it, in the unit and with the signs of its document.

Belongs here: `mart_programmarekening`. Does not belong here: the table as the document prints it (`documenttabel`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from reporting.rapport.financien.achtergrond import (
    FASENAMEN,
    OPTELLING,
    REGELNAMEN,
    Achtergrond,
    bedragsoort,
    in_eenheid,
    oordeel_van,
)
from reporting.rapport.financien.rijen import Documentcel, Programmaregel
from reporting.rapport.samen import slug
from reporting.tabel.model import Cel, Kolom, Rij, Tabel

_FASEN = ("begroting_primair", "begroting_na_wijziging", "realisatie")
_MART = "financien.mart_programmarekening"


def programmarekeningen(achtergrond: Achtergrond) -> Iterator[tuple[str, Tabel]]:
    """A table per municipality (given first), document, year and programme, newest first."""
    gedrukt = _anders_gedrukt(achtergrond.financien.documentcellen)
    sleutel = _sleutel
    for (gemeente, document, jaar, programma), groep in groupby(
        sorted(achtergrond.financien.programmaregels, key=lambda regel: (-regel.jaar, sleutel(regel))), sleutel
    ):
        yield gemeente, _tabel(achtergrond, list(groep), gedrukt, (document, jaar, programma))


def _sleutel(regel: Programmaregel) -> tuple[str, str, int, str]:
    return regel.gemeente_code, regel.document_code, regel.jaar, regel.programma


def _anders_gedrukt(cellen: Sequence[Documentcel]) -> dict[tuple[str, int, str, str, str], Documentcel]:
    """Amounts of programmes that a document prints otherwise than its own lines come to."""
    return {
        (cel.document_code, cel.jaar, cel.code, cel.regel, cel.kolom): cel
        for cel in cellen
        if cel.niveau == "programma" and cel.afrondingsverschil
    }


def _tabel(
    achtergrond: Achtergrond,
    regels: list[Programmaregel],
    gedrukt: dict[tuple[str, int, str, str, str], Documentcel],
    waarvan: tuple[str, int, str],
) -> Tabel:
    document, jaar, programma = waarvan
    regels.sort(key=lambda regel: list(REGELNAMEN).index(regel.regel))
    gemeente, eenheid = regels[0].gemeente_code, achtergrond.eenheid(document)
    fasen = [fase for fase in _FASEN if any(_bedrag(regel, fase) is not None for regel in regels)]
    met_saldo = any(regel.afwijking_eur is not None for regel in regels)
    kolommen = [Kolom("regel", programma, "tekst")]
    kolommen += [Kolom(fase, FASENAMEN[fase], bedragsoort(eenheid)) for fase in fasen]
    if met_saldo:
        uitleg = "Realisatie tegenover de begroting na wijziging; positief is een voordeel."
        kolommen.append(Kolom("afwijking", "Saldo (- = nadeel)", bedragsoort(eenheid), uitleg=uitleg, voordeel=True))

    def cel(regel: Programmaregel, kolom: str) -> Cel:
        bedrag = _bedrag(regel, kolom)
        anders = gedrukt.get((document, jaar, programma, regel.regel, kolom))
        return Cel(
            in_eenheid(bedrag, eenheid),
            kanttekening=f"Het document drukt {anders.tekst}. {anders.toelichting or ''}".strip() if anders else None,
            herkomst=achtergrond.regelherkomst(
                _MART, gemeente, document, jaar=str(jaar), programma=programma, regel=regel.regel
            ),
            oordeel=oordeel_van(bedrag) if kolom == "afwijking" else None,
        )

    plaatsen = {regel.regel: nummer for nummer, regel in enumerate(regels)}
    rijen = tuple(
        Rij(
            (Cel(REGELNAMEN[regel.regel]), *(cel(regel, kolom.sleutel) for kolom in kolommen[1:])),
            "totaal" if regel.regel in OPTELLING else "gewoon",
            tuple((plaatsen[deel], teken) for deel, teken in OPTELLING.get(regel.regel, ()) if deel in plaatsen),
        )
        for regel in regels
    )
    return achtergrond.tabel(
        f"programmarekening-{slug(programma)}-{jaar}-{document}",
        f"Programmarekening {programma} {jaar}",
        kolommen,
        rijen,
        gemeente_code=gemeente,
        soorten=("begroting",),
        documenten=(document,),
        eenheid=eenheid,
        toelichting="Lasten en baten zijn positief; het saldo is baten min lasten, een netto last is negatief.",
        synthetisch=any(regel.synthetisch for regel in regels),
    )


def _bedrag(regel: Programmaregel, kolom: str) -> Decimal | None:
    bedragen = {
        "begroting_primair": regel.begroting_primair_eur,
        "begroting_na_wijziging": regel.begroting_na_wijziging_eur,
        "realisatie": regel.realisatie_eur,
        "afwijking": regel.afwijking_eur,
    }
    return bedragen[kolom]
