"""What is told of a value that surprises: both values, with what is compared, and what to do.

Belongs here: sentences in Dutch, and how numbers and days are written in them. Does not belong here: deciding what
surprises (`expectations.plausibility`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expectations.bands import Grens
    from expectations.profile import Maat
    from sources.contract_model import Tabel, Veld


@dataclass(frozen=True)
class Vergeleken:
    """An earlier value, the day it is about, and where the new one may lie; `vervangen` where the new delivery takes
    its place."""

    waarde: float
    peildatum: date
    grens: Grens
    vervangen: bool


@dataclass(frozen=True)
class Afwijking:
    """A value that lies outside its band, and what it was compared with."""

    sleutel: str | None
    waarde: float
    vergeleken: tuple[Vergeleken, ...]

    @property
    def grootte(self) -> float:
        return max(abs(self.waarde - each.waarde) for each in self.vergeleken)


def asked_of(maat: Maat, tabel: Tabel, veld: Veld | None) -> str:
    """What a check of plausibility asks, as a sentence."""
    return f"{_sentence_case(_what(maat, tabel, veld, None))} past bij de leveringen ervoor."


def surprising(maat: Maat, tabel: Tabel, veld: Veld | None, naam: str, out: Sequence[Afwijking]) -> str:
    """What surprises, the largest difference first; `naam` is the delivery as `dwh accept` takes it."""
    largest = max(out, key=lambda each: each.grootte)
    what = _sentence_case(_what(maat, tabel, veld, largest.sleutel))
    before = " en ".join(_before(maat, each) for each in largest.vergeleken)
    others = "" if len(out) == 1 else f" Ook bij {_codes(len(out) - 1)} past het niet."
    return (
        f"{what} is {shown(maat, largest.waarde)}, terwijl het {before}.{others} Vraag na of de levering volledig en "
        f'juist is; is ze dat, aanvaard haar dan met: dwh accept {naam} --reden "…"'
    )


def shown(maat: Maat, waarde: float) -> str:
    """A value as people write it: 5.690, or 21,4%."""
    if maat in ("leeg", "code"):
        return f"{waarde:.1%}".replace(".", ",")
    whole = maat == "rijen" or abs(waarde) >= 100 or waarde == round(waarde)
    decimals = 0 if whole else 2
    return f"{waarde:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _what(maat: Maat, tabel: Tabel, veld: Veld | None, sleutel: str | None) -> str:
    kop = veld.kop if veld else ""
    code = f"van de code {sleutel}" if sleutel is not None else "per code"
    return {
        "rijen": f"het aantal rijen van {tabel.naam}",
        "leeg": f"het aandeel rijen van {tabel.naam} zonder {kop}",
        "code": f"het aandeel {code} in {kop} van {tabel.naam}",
        "som": f"de som van {kop} van {tabel.naam}",
    }[maat]


def _before(maat: Maat, each: Vergeleken) -> str:
    onder, boven = shown(maat, each.grens.onder), shown(maat, each.grens.boven)
    place = "in de levering die deze vervangt" if each.vervangen else f"op {each.peildatum:%d-%m-%Y}"
    return f"{shown(maat, each.waarde)} was {place} (verwacht: tussen {onder} en {boven})"


def _codes(number: int) -> str:
    return "een andere code" if number == 1 else f"{number} andere codes"


def _sentence_case(text: str) -> str:
    return text[0].upper() + text[1:]
