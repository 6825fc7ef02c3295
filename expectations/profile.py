"""What a delivery looks like as a whole: how many rows, how much is empty, how codes and sums lie.

Belongs here: which measures a table has, and taking them over its sound rows: one query for all numbers, and one for
how often each code occurs. Does not belong here: what is usual (`expectations.plausibility`) and what is remembered of
it (`expectations.ledger`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from expectations.placeholders import judged_table
from sources.plausibiliteit import has_empties, has_shares_of_codes, has_sum
from sources.reading.result import RIJNUMMER

if TYPE_CHECKING:
    import pyarrow as pa

    from sources.contract_model import Tabel, Veld

Maat = Literal["rijen", "leeg", "code", "som"]
MATEN: tuple[Maat, ...] = ("rijen", "leeg", "code", "som")

SMALLEST_TABLE = 10
"""Of fewer rows (for a sum: fewer values) only their number is kept: a share or a sum of a few would be what somebody
has or gets."""


@dataclass(frozen=True)
class Meting:
    """One row of the ledger's table `profiel`.

    `waarde` is a number of rows (rijen), a share between 0 and 1 (leeg: of the rows; code: of the filled ones, where
    `sleutel` is the code) or a total in the unit of the field (som).
    """

    object: str
    maat: Maat
    kolom: str | None
    sleutel: str | None
    waarde: float


@dataclass(frozen=True)
class _Gevraagd:
    """What is asked of one field; `expressies` are its numbers, and codes are counted apart."""

    maat: Maat
    veld: Veld
    expressies: tuple[str, ...]


def profile(connection: Any, tabel: Tabel, aanwezig: Collection[str]) -> list[Meting]:
    """Measure the sound rows of a table that is being judged; `aanwezig` are the fields that the file holds."""
    asked = _asked(tabel, aanwezig)
    sound = _sound_rows(tabel)
    numbers = ["count(*)", *(expression for item in asked for expression in item.expressies)]
    count, *values = connection.execute(f"SELECT {', '.join(numbers)} {sound}").fetchall()[0]
    found = [Meting(tabel.naam, "rijen", None, None, float(count))]
    if count < SMALLEST_TABLE:
        return found
    per_code = _occurrences(connection, [item for item in asked if item.maat == "code"], sound)
    answers = iter(values)
    for item in asked:
        own = [next(answers) for _ in item.expressies]
        found.extend(_measured(tabel, item, count, own, per_code.get(item.veld.naam, {})))
    return found


def _sound_rows(tabel: Tabel) -> str:
    table = judged_table(tabel.naam)
    return f"FROM {table} WHERE {RIJNUMMER} NOT IN (SELECT {RIJNUMMER} FROM {table}_kapot)"


def _occurrences(connection: Any, asked: Sequence[_Gevraagd], sound: str) -> dict[str, dict[str, int]]:
    """Per field how many rows have each code."""
    found: dict[str, dict[str, int]] = {item.veld.naam: {} for item in asked}
    if not asked:
        return found
    # `histogram` does it in one pass, but to plan it takes longer the more of them there are: 30 ms for eight.
    each = (
        f"SELECT '{item.veld.naam}', {code}, count(*) {sound} AND {code} IS NOT NULL GROUP BY {code}"
        for item, code in ((item, _code(item.veld)) for item in asked)
    )
    for naam, code, rows in connection.execute(" UNION ALL ".join(each)).fetchall():
        found[naam][code] = rows
    return found


def _code(veld: Veld) -> str:
    """A pattern may allow any capitals; a code is written as the contract writes it."""
    return f'"{veld.naam}"' if veld.codes else f'lower("{veld.naam}")'


def as_table(metingen: Iterable[Meting]) -> pa.Table:
    """The measures as the ledger takes them."""
    import pyarrow as pa

    kinds = {"object": pa.string(), "maat": pa.string(), "kolom": pa.string(), "sleutel": pa.string()}
    schema = pa.schema([*kinds.items(), ("waarde", pa.float64())])
    return pa.Table.from_pylist([vars(meting) for meting in metingen], schema=schema)


def _asked(tabel: Tabel, aanwezig: Collection[str]) -> list[_Gevraagd]:
    asked = []
    for veld in tabel.velden:
        if veld.naam not in aanwezig:
            continue
        filled = f'count("{veld.naam}__gevuld")' if veld.persoonsgegeven else f'count("{veld.naam}")'
        if has_empties(veld):
            asked.append(_Gevraagd("leeg", veld, (filled,)))
        if has_shares_of_codes(veld):
            asked.append(_Gevraagd("code", veld, ()))
        if has_sum(veld):
            number = f'"{veld.naam}__getal"'
            asked.append(_Gevraagd("som", veld, (f"count({number})", f"sum({number})")))
    return asked


def _measured(
    tabel: Tabel, asked: _Gevraagd, count: int, answers: Sequence[Any], per_code: Mapping[str, int]
) -> list[Meting]:
    def measure(waarde: float, sleutel: str | None = None) -> Meting:
        return Meting(tabel.naam, asked.maat, asked.veld.naam, sleutel, waarde)

    if asked.maat == "leeg":
        return [measure(1 - answers[0] / count)]
    if asked.maat == "som":
        filled, total = answers
        return [measure(float(total))] if filled >= SMALLEST_TABLE else []
    filled = sum(per_code.values())
    return [measure(number / filled, code) for code, number in per_code.items()] if filled >= SMALLEST_TABLE else []
