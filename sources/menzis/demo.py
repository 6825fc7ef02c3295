"""The demo extracts of Menzis, in Menzis' layout.

Belongs here: the workbook, and how the insured spread over months and packages. Does not belong here: the December
figures, which are target figures (`sources.demo.doelcijfers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.demo.levering import Levering, per_jaar
from sources.demo.personen import stroom
from sources.demo.tijd import JAREN
from sources.demo.werkmap import Cel, werkmap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sources.demo.wereld import Wereld

LEVERINGEN: tuple[Levering, ...] = tuple(per_jaar("menzis", "garantverzorgd", "xlsx", 14))

_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_KOP = ("Peilmaand", "GarantVerzorgd 1", "GarantVerzorgd 2", "GarantVerzorgd 3", "Totaal")
_DECEMBER_2018 = 7431
# Package 1 is no longer sold; in one month so few were left that Menzis did not tell how many.
_PAKKET_1 = {2018: 64, 2019: 48, 2020: 33, 2021: 21, 2022: 12, 2023: 8, 2024: 6}
_TE_WEINIG = (2024, "aug")
_WERKELIJK_TE_WEINIG = 4
_AANDEEL_PAKKET_2 = 0.24


def extracten(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All deliveries of Menzis with their content."""
    december = [_DECEMBER_2018, *wereld.doelen.aantallen("garantverzorgd_bereik_pct", maat="teller")]
    for i, levering in enumerate(LEVERINGEN):
        rijen = _maanden(levering.jaar, december[i], december[i + 1])
        yield levering, werkmap([(f"Verzekerden {levering.jaar}", _blad(levering.jaar, rijen))], levering.aankomst)


def _blad(jaar: int, rijen: list[list[Cel]]) -> Iterator[Sequence[Cel]]:
    yield [f"GarantVerzorgd gemeente Enschede, aantal verzekerden {jaar}"]
    yield []
    yield _KOP
    yield from rijen
    yield []
    yield ["Stand op de laatste dag van de maand. Aantallen onder de vijf worden niet vermeld."]


def _maanden(jaar: int, vorige: int, december: int) -> list[list[Cel]]:
    """Twelve months from one December to the next; Totaal is the sum of what the packages really were."""
    rng = stroom(17 + jaar - JAREN[0])
    rijen: list[list[Cel]] = []
    for nummer, maand in enumerate(_MAANDEN, start=1):
        totaal = vorige + round((december - vorige) * nummer / 12)
        if nummer < len(_MAANDEN):
            totaal += int(rng.integers(-25, 26))
        pakket_1 = _PAKKET_1[jaar - 1] + round((_PAKKET_1[jaar] - _PAKKET_1[jaar - 1]) * nummer / 12)
        te_weinig = (jaar, maand) == _TE_WEINIG
        if te_weinig:
            pakket_1 = _WERKELIJK_TE_WEINIG
        pakket_2 = round(totaal * _AANDEEL_PAKKET_2)
        rijen.append([maand, "<5" if te_weinig else pakket_1, pakket_2, totaal - pakket_1 - pakket_2, totaal])
    return rijen
