"""Products beside their budgets: which gave a voordeel, which a nadeel.

Belongs here: `mart_productafwijking`. Does not belong here: what drove a deviation (`prijsvolume`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from reporting.rapport.financien.achtergrond import Achtergrond, bedragsoort, in_eenheid, oordeel_van
from reporting.rapport.financien.rijen import Productafwijking
from reporting.rapport.samen import slug
from reporting.tabel.model import Cel, Herkomst, Kolom, Rij, Tabel
from reporting.tabel.notatie import getaltekst

_MART = "financien.mart_productafwijking"


def productafwijkingen(achtergrond: Achtergrond) -> Iterator[tuple[str, Tabel]]:
    """A table per municipality (given first), document, year and programme, the largest voordeel on top."""
    for (gemeente, jaar, document, programma), groep in groupby(
        achtergrond.financien.productafwijkingen,
        lambda rij: (rij.gemeente_code, rij.jaar, rij.document_code, rij.programma),
    ):
        producten = list(groep)
        eenheid = achtergrond.eenheid(document)
        soort = bedragsoort(eenheid)
        rijen = [_rij(achtergrond, product, eenheid) for product in producten]
        totaal = _totaal(achtergrond, producten, eenheid)
        yield (
            gemeente,
            achtergrond.tabel(
                f"producten-{slug(programma)}-{jaar}-{document}",
                f"Producten {programma} {jaar}: voordeel en nadeel",
                (
                    Kolom("product", "Product", "tekst"),
                    Kolom("begroting", "Saldo begroting (na wijziging)", soort),
                    Kolom("realisatie", "Saldo realisatie", soort),
                    Kolom("afwijking", "Afwijking (- = nadeel)", soort, voordeel=True),
                ),
                (*rijen, totaal),
                gemeente_code=gemeente,
                soorten=("begroting",),
                documenten=(document,),
                eenheid=eenheid,
                toelichting=(
                    "Per product het resultaat: baten min lasten, na stortingen in en onttrekkingen aan reserves. "
                    "Positief is een voordeel."
                ),
                synthetisch=any(product.synthetisch for product in producten),
            ),
        )


def _rij(achtergrond: Achtergrond, product: Productafwijking, eenheid: str) -> Rij:
    herkomst = achtergrond.regelherkomst(
        _MART,
        product.gemeente_code,
        product.document_code,
        jaar=str(product.jaar),
        product_code=product.product_code,
    )
    return Rij(
        (
            Cel(product.product),
            _bedrag(product.begroting_na_wijziging_eur, eenheid, herkomst),
            _bedrag(product.realisatie_eur, eenheid, herkomst),
            Cel(in_eenheid(product.afwijking_eur, eenheid), herkomst=herkomst, oordeel=product.oordeel),
        )
    )


def _bedrag(euro: Decimal | None, eenheid: str, herkomst: Herkomst) -> Cel:
    return Cel(in_eenheid(euro, eenheid), herkomst=herkomst)


def _totaal(achtergrond: Achtergrond, producten: list[Productafwijking], eenheid: str) -> Rij:
    """The sum of the products, and what the account of the programme has where that is something else."""
    afwijking = sum((product.afwijking_eur for product in producten), Decimal(0))
    rekening = next(
        (
            regel.afwijking_eur
            for regel in achtergrond.financien.programmaregels
            if regel.regel == "resultaat"
            and (regel.gemeente_code, regel.document_code, regel.jaar, regel.programma) == _van(producten[0])
        ),
        None,
    )
    verschil = None if rekening is None else in_eenheid(afwijking - rekening, eenheid)
    return Rij(
        (
            Cel("Totaal van de producten"),
            Cel(in_eenheid(_som([product.begroting_na_wijziging_eur for product in producten]), eenheid)),
            Cel(in_eenheid(_som([product.realisatie_eur for product in producten]), eenheid)),
            Cel(
                in_eenheid(afwijking, eenheid),
                kanttekening=(
                    f"De programmarekening verschilt hiervan {getaltekst(abs(verschil), None)} ({eenheid}); "
                    "de producten zijn afzonderlijk afgerond."
                    if verschil
                    else None
                ),
                oordeel=oordeel_van(afwijking),
            ),
        ),
        "totaal",
        tuple((nummer, 1) for nummer in range(len(producten))),
    )


def _van(product: Productafwijking) -> tuple[str, str, int, str]:
    return product.gemeente_code, product.document_code, product.jaar, product.programma


def _som(bedragen: list[Decimal | None]) -> Decimal | None:
    """The sum; nothing where a part is missing."""
    bekend = [bedrag for bedrag in bedragen if bedrag is not None]
    return sum(bekend, Decimal(0)) if len(bekend) == len(bedragen) else None
