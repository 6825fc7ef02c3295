"""The made-up national tables of Iv3, as CBS publishes the reports of all municipalities.

Belongs here: which tables there are, when they arrive, and their layouts. Does not belong here: what municipalities
report (`demo_verslag`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.levering import Levering
from sources.iv3.demo_gemeenten import namen_van_taakvelden
from sources.iv3.demo_rekening import RESERVES, RESULTAAT
from sources.iv3.demo_verslag import CODE_GEEN_OPGAVE, maak_verslag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.demo.tijd import IntArray
    from sources.iv3.demo_verslag import Verslag

_GEBIED = "NL01"
_TABELLEN = {
    Levering("iv3", "begroting", date(2024, 1, 1), "csv", 105, gemeente=_GEBIED): "2024X000",
    Levering("iv3", "jaarrekening", date(2023, 12, 31), "csv", 290, gemeente=_GEBIED): "2023X005",
}
_LASTEN = Levering("iv3", "lasten", date(2022, 1, 1), "csv", 289, gemeente=_GEBIED)
_VERSLAGEN_IN_LASTEN = ("2021X005", "2022X000")

LEVERINGEN: tuple[Levering, ...] = (*_TABELLEN, _LASTEN)

_KOP_TABEL = (
    "Gemeenten;Taakveld;L1.1 Salarissen en sociale lasten;Baten;Lasten;Provincie;Gemeentegrootte;Stedelijkheid;"
    "Inwonertal;Centrumfunctie;Sociale structuur"
)
_KOP_LASTEN = "gm_code,verslagsoort,inwoners,taakveld,lasten_x1000"
_LANGSTE_LABEL = 38
_KLASSEN = {
    5_000: "minderdan5000inwoners",
    10_000: "5000tot10000inwoners",
    20_000: "10000tot20000inwoners",
    50_000: "20000tot50000inwoners",
    100_000: "50000tot100000inwoners",
    150_000: "100000tot150000inwoners",
    250_000: "150000tot250000inwoners",
}
_GROOTSTE_KLASSE = "250000inwonersofmeer"


def extracten() -> Iterator[tuple[Levering, bytes]]:
    """The national deliveries with their content."""
    for levering, verslagsoort in _TABELLEN.items():
        yield levering, "\n".join([_KOP_TABEL, *_taakveldtabel(maak_verslag(verslagsoort), levering.jaar), ""]).encode()
    regels = [regel for soort in _VERSLAGEN_IN_LASTEN for regel in _lasten(maak_verslag(soort), soort)]
    yield _LASTEN, "\r\n".join([_KOP_LASTEN, *regels, ""]).encode()


def _taakveldtabel(verslag: Verslag, jaar: int) -> Iterator[str]:
    """The rows of a table: per municipality and for the country its taakvelden. We do not know of every column."""
    namen = namen_van_taakvelden(jaar, verslag.taakvelden.codes)
    labels = [_label(f"{code} {naam}") for code, naam in namen.items()]
    zonder_salarissen = np.isnan(verslag.taakvelden.deel_salarissen).tolist()
    bedragen = (_met_nederland(b).tolist() for b in (verslag.salarissen, verslag.baten, verslag.lasten))
    for (naam, kenmerken), *rij in zip(_gebieden(verslag), *bedragen, strict=True):
        for label, zonder, salaris, bate, last in zip(labels, zonder_salarissen, *rij, strict=True):
            yield f"{naam};{label};{'' if zonder else f'{salaris}.0'};{bate}.0;{last}.0;{kenmerken}"


def _gebieden(verslag: Verslag) -> Iterator[tuple[str, str]]:
    """What stands before and behind the amounts, per municipality and for the country."""
    gemeenten = verslag.gemeenten
    for naam, provincie, inwoners in zip(
        gemeenten.namen, gemeenten.provincies, gemeenten.inwoners.tolist(), strict=True
    ):
        klasse = next((klasse for grens, klasse in _KLASSEN.items() if inwoners < grens), _GROOTSTE_KLASSE)
        yield naam, f"{provincie};{klasse};;{inwoners};;"
    yield "Nederland", f";;;{gemeenten.inwoners.sum()};;"


def _met_nederland(bedragen: IntArray) -> IntArray:
    """The amounts with the row of the country; who did not deliver is not in it."""
    geheel = np.where(bedragen == CODE_GEEN_OPGAVE, 0, bedragen).sum(axis=0)
    return np.vstack([bedragen, geheel])


def _label(tekst: str) -> str:
    return tekst if len(tekst) <= _LANGSTE_LABEL else f"{tekst[:_LANGSTE_LABEL]}.."


def _lasten(verslag: Verslag, verslagsoort: str) -> Iterator[str]:
    """The rows of a report in the table of lasten: without the two taakvelden that balance the books."""
    codes = verslag.taakvelden.codes
    gewoon = [(nummer, code) for nummer, code in enumerate(codes) if code not in (RESERVES, RESULTAAT)]
    gemeenten = verslag.gemeenten
    for gemeente, inwoners, lasten in zip(
        gemeenten.codes, gemeenten.inwoners.tolist(), verslag.lasten.tolist(), strict=True
    ):
        for nummer, code in gewoon:
            yield f"{gemeente},{verslagsoort},{inwoners},{code},{lasten[nummer]}.0"
