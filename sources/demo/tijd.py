"""Days as whole numbers, and how the sources write them.

Belongs here: the demo's calendar. Does not belong here: anything about records (`sources.demo.verloop`).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
TextArray = NDArray[np.object_]

JAREN = tuple(range(2019, 2025))
"""The years with a delivery, each with peildatum 31 December."""

_NUL = date(1970, 1, 1)
_EERSTE = date(1925, 1, 1)
_LAATSTE = date(2025, 12, 31)


def dag(jaar: int, maand: int, dag_van_de_maand: int) -> int:
    """Days since 1 January 1970."""
    return (date(jaar, maand, dag_van_de_maand) - _NUL).days


OPEN = dag(9999, 12, 31)
"""The end of what has not ended yet when the demo's last delivery is written."""

BEGIN = dag(JAREN[0], 1, 1)
EIND = dag(JAREN[-1], 12, 31)

_WIJZEN: dict[str, Callable[[date], str]] = {
    "jjjj-mm-dd": date.isoformat,
    "dd-mm-jjjj": lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}",
    "jjjjmmdd": lambda d: f"{d.year}{d.month:02d}{d.day:02d}",
}


@cache
def _tabel(vorm: str) -> TextArray:
    schrijf = _WIJZEN[vorm]
    dagen = [_EERSTE + timedelta(days=n) for n in range((_LAATSTE - _EERSTE).days + 1)]
    return np.array([*map(schrijf, dagen), ""], dtype=object)


def tekst(dagen: IntArray, vorm: str) -> TextArray:
    """The days as a source writes them (`jjjj-mm-dd`, `dd-mm-jjjj`, `jjjjmmdd`); OPEN becomes an empty text.

    Raises IndexError for a day before 1925 or after 2025, which no record of the demo has.
    """
    tabel = _tabel(vorm)
    eerste = (_EERSTE - _NUL).days
    plaats = np.where(dagen == OPEN, len(tabel) - 1, dagen - eerste)
    if plaats.size and plaats.min() < 0:
        raise IndexError("a day before 1925 does not belong in the demo")
    return tabel[plaats]


def als_datum(dagnummer: int) -> date | None:
    """The day as a date, None for OPEN."""
    return None if dagnummer == OPEN else _NUL + timedelta(days=dagnummer)


def jaar_van(dagen: IntArray) -> IntArray:
    """The calendar year of each day; OPEN lies in the year after the last delivery."""
    jaren: IntArray = (
        np.minimum(dagen, EIND + 1).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    )
    return jaren


def maandeinden(jaar: int) -> IntArray:
    """The last days of the twelve months."""
    eerste = np.arange(f"{jaar}-02", f"{jaar + 1}-02", dtype="datetime64[M]")
    dagen: IntArray = eerste.astype("datetime64[D]").astype(np.int64) - 1
    return dagen
