"""What a value of a table looks like.

Belongs here: Dutch notation of a cell, the same on a page, in a download and in a workbook, and the signs for what is
not there. Does not belong here: notation outside tables (`reporting.site.notation`).
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reporting.tabel.model import Cel, Kolom, Soort

NIETS = "–"
"""What stands where there is no value."""
ONDERDRUKT = "onderdrukt"
"""What stands where there is a value that is not shown."""

_DECIMALEN: dict[Soort, int] = {"euro": 0, "duizend_euro": 0}
_NAAR_NEDERLANDS = str.maketrans(",.", ".,")


def celtekst(kolom: Kolom, cel: Cel) -> str:
    """The cell as people read it: 491.064, 21,79%, 31-12-2024, 12,8* where a document prints that, or a sign for what
    is not there or not shown."""
    if cel.onderdrukt is not None:
        return ONDERDRUKT
    if cel.gedrukt is not None:
        return cel.gedrukt
    if cel.waarde is None:
        return cel.oordeel or NIETS
    if isinstance(cel.waarde, str):
        return cel.waarde
    if isinstance(cel.waarde, date):
        return f"{cel.waarde:%d-%m-%Y}"
    if kolom.soort == "jaar":
        return str(cel.waarde)
    return getaltekst(cel.waarde, decimalen(kolom, cel)) + ("%" if kolom.soort == "procent" else "")


def decimalen(kolom: Kolom, cel: Cel) -> int | None:
    """How many decimals of a number are shown; None for as many as it has."""
    eigen = cel.decimalen if cel.decimalen is not None else kolom.decimalen
    return eigen if eigen is not None else _DECIMALEN.get(kolom.soort)


def getaltekst(waarde: float | Decimal, cijfers: int | None) -> str:
    """A number with points between thousands and a decimal comma, rounded half away from nought: 1.234,5."""
    exact = als_decimaal(waarde)
    if cijfers is not None:
        exact = exact.quantize(Decimal(1).scaleb(-cijfers), ROUND_HALF_UP)
    # What rounds to nought has no sign.
    return f"{exact or abs(exact):,f}".translate(_NAAR_NEDERLANDS)


def rekengetal(waarde: float | Decimal) -> str:
    """A number to calculate with: unrounded, a decimal comma and nothing between thousands."""
    return f"{als_decimaal(waarde):f}".replace(".", ",")


def als_decimaal(waarde: float | Decimal) -> Decimal:
    """The number as it is written, without noughts at its end: 0.1 is one tenth, not the nearest binary fraction."""
    exact = waarde if isinstance(waarde, Decimal) else Decimal(str(waarde))
    heel = exact.to_integral_value()
    return heel if exact == heel else exact.normalize()
