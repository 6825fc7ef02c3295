"""How a number in a cell is written, given the format in which Excel shows it.

Belongs here: numbers of a spreadsheet as text. A format adds what people see (the nought of 12,0, the sign of 74,3%)
and never takes a decimal away: a cell may show 33% of what was computed as a third. Does not belong here: formats of
dates, and points between thousands; those say nothing about the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

BUILT_IN = {
    "2": "0.00",
    "4": "#,##0.00",
    "7": "#,##0.00",
    "8": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "39": "#,##0.00",
    "40": "#,##0.00",
    "43": "#,##0.00",
    "44": "#,##0.00",
}
"""The formats that every workbook has without writing them down, by their number, as far as they add to a number."""

_LETTERS = re.compile(r'"[^"]*"|\\.|_.|[*].')  # what a format shows as it stands, such as a % in quotes
_BRACKETS = re.compile(r"\[[^\]]*\]")  # colours, currencies and conditions
_DECIMALS = re.compile(r"[#?0, %€$+()-]*[.](0*)[#?]*[ %€$)-]*")


@dataclass(frozen=True)
class NumberFormat:
    """What a format adds to a number: the decimals that it always shows, and the percent sign."""

    decimals: int
    is_percentage: bool

    @classmethod
    def of(cls, code: str) -> NumberFormat:
        plain = _LETTERS.sub("", code)
        decimals = _DECIMALS.fullmatch(_BRACKETS.sub("", plain).split(";")[0].strip())
        return cls(len(decimals[1]) if decimals else 0, "%" in plain)

    @property
    def adds_something(self) -> bool:
        return self.decimals > 0 or self.is_percentage


def written(value: float | Decimal, decimal_mark: str, decimals: int = 0) -> str:
    """The number with every digit that it has, no exponent, and at least so many decimals."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value + 0.0))  # the 0 makes one nought of 0 and -0
    whole, _, fraction = format(exact, "f").partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}{decimal_mark}{fraction}" if fraction else whole


def percentage(share: float, decimal_mark: str, decimals: int) -> str:
    """A share as the percentage that it is shown as."""
    return f"{written(Decimal(repr(share + 0.0)).scaleb(2), decimal_mark, decimals)}%"
