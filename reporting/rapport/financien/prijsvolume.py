"""Price and volume: how much of a deviation more clients make, and how much dearer ones.

Belongs here: `mart_prijs_volume` and its groups. Does not belong here: deviations without volumes (`producten`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from reporting.onderdrukking.model import STANDAARD_DREMPEL, uitleg
from reporting.rapport.financien.achtergrond import Achtergrond, oordeel_van
from reporting.rapport.financien.rijen import Prijsvolume
from reporting.rapport.samen import slug
from reporting.tabel.model import Cel, Kolom, Rij, Tabel, duizend

_MART = "financien.mart_prijs_volume"
_EENHEID = "x 1.000 euro; prijzen in euro"
_KOPPEN = {"begroting": "Begroting", "vorig_jaar": "Realisatie"}
_KOLOMMEN_NA_BASIS = (
    Kolom("afwijking", "Afwijking (- = nadeel)", "duizend_euro", voordeel=True),
    Kolom("volume_effect", "Door volume", "duizend_euro", voordeel=True, uitleg="Wat meer of minder cliënten doen."),
    Kolom(
        "prijs_effect", "Door prijs", "duizend_euro", voordeel=True, uitleg="Wat duurdere of goedkopere cliënten doen."
    ),
    Kolom("mix_effect", "Door mix", "duizend_euro", voordeel=True, uitleg="Wat de verdeling over groepen doet."),
)


def prijs_en_volume(achtergrond: Achtergrond) -> Iterator[tuple[str, Tabel]]:
    """A table per municipality (given first), product, year and comparison: its groups, and their total."""
    for (gemeente, jaar, vergelijking, product), groep in groupby(
        achtergrond.financien.prijsvolumes,
        lambda rij: (rij.gemeente_code, rij.jaar, rij.vergelijking, rij.product_code),
    ):
        rijen = list(groep)
        delen = [rij for rij in rijen if rij.groep is not None]
        totalen = [rij for rij in rijen if rij.groep is None]
        basis = rijen[0].jaar_basis
        kop_basis = f"{_KOPPEN.get(vergelijking, vergelijking)} {basis}"
        optelling = tuple((nummer, 1) for nummer in range(len(delen)))
        yield (
            gemeente,
            achtergrond.tabel(
                f"prijs-en-volume-{slug(product)}-{jaar}-{slug(vergelijking)}",
                f"{rijen[0].product}: realisatie {jaar} tegenover {kop_basis.lower()}",
                _kolommen(kop_basis, jaar, basis, vergelijking),
                [
                    *(Rij(_cellen(achtergrond, rij, te_klein=_te_klein(delen))) for rij in delen),
                    *(
                        Rij(_cellen(achtergrond, rij, te_klein=_te_klein([rij])), "totaal", optelling)
                        for rij in totalen
                    ),
                ],
                gemeente_code=gemeente,
                soorten=("begroting", f"volume {rijen[0].product_code}"),
                documenten=(rijen[0].document_code, rijen[0].document_code_basis),
                eenheid=_EENHEID,
                toelichting="Wie in twee groepen zit, telt in beide mee.",
                synthetisch=any(rij.synthetisch for rij in rijen),
            ),
        )


def _kolommen(kop_basis: str, jaar: int, basis: int, vergelijking: str) -> tuple[Kolom, ...]:
    nu, toen = f"in {jaar}", f"in {basis}" if vergelijking == "vorig_jaar" else "begroot"
    return (
        Kolom("groep", "Groep", "tekst"),
        Kolom("lasten_basis", f"Lasten: {kop_basis.lower()}", "duizend_euro"),
        Kolom("lasten", f"Lasten: realisatie {jaar}", "duizend_euro"),
        *_KOLOMMEN_NA_BASIS,
        Kolom("volume_basis", f"Volume {toen}", "getal", 0),
        Kolom("volume", f"Volume {nu}", "getal", 0),
        Kolom("volume_eenheid", "Eenheid van het volume", "tekst"),
        Kolom("prijs_basis", f"Prijs {toen}", "euro", 2),
        Kolom("prijs", f"Prijs {nu}", "euro", 2),
    )


def _te_klein(rijen: list[Prijsvolume]) -> bool:
    """Whether one of these volumes is of so few clients that none of them is shown, nor what is reckoned with them:
    the others and the total would give it away."""
    volumes = [volume for rij in rijen for volume in (rij.volume_basis, rij.volume) if volume is not None]
    return any(0 < volume < STANDAARD_DREMPEL for volume in volumes)


def _cellen(achtergrond: Achtergrond, rij: Prijsvolume, *, te_klein: bool) -> tuple[Cel, ...]:
    sleutel = {"jaar": str(rij.jaar), "vergelijking": rij.vergelijking, "product_code": rij.product_code}
    herkomst = achtergrond.regelherkomst(
        _MART if rij.groep is None else f"{_MART}_groep",
        rij.gemeente_code,
        rij.document_code,
        **sleutel,
        **({"groep": rij.groep} if rij.groep is not None else {}),
    )

    def bedrag(euro: Decimal | None, *, afwijking: bool = False) -> Cel:
        return Cel(duizend(euro), herkomst=herkomst, oordeel=oordeel_van(euro) if afwijking else None)

    def uit_volume(waarde: Decimal | None) -> Cel:
        return Cel(onderdrukt=uitleg(STANDAARD_DREMPEL)) if te_klein else Cel(waarde, herkomst=herkomst)

    return (
        Cel(rij.naam, kanttekening=rij.niet_ontleed),
        bedrag(rij.lasten_basis_eur),
        bedrag(rij.lasten_eur),
        bedrag(rij.afwijking_eur, afwijking=True),
        uit_volume(duizend(rij.effect_volume_eur)),
        uit_volume(duizend(rij.effect_prijs_eur)),
        uit_volume(duizend(rij.effect_mix_eur)),
        uit_volume(rij.volume_basis),
        uit_volume(rij.volume),
        Cel(rij.volume_eenheid),
        uit_volume(rij.prijs_basis_eur),
        uit_volume(rij.prijs_eur),
    )
