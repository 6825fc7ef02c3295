"""Which column of a file is which field of the contract, and all differences in one message.

Belongs here: the sentences about a header row, for whoever must mend the file or the contract, and finding a header
that stands in another row. Does not belong here: the comparison itself (`sources.reading.comparison`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sources.reading.comparison import Vergelijking, compare
from sources.reading.result import Afgekeurd, Opmerking
from sources.reading.verschil import Verschil

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sources.contract_model import Tabel

ROWS_SEARCHED = 20
"""So many rows from the top a header is looked for that is not where it was agreed."""

MOST_COLUMNS = 16_384
"""What fits in a sheet of Excel; comparing names takes time with every one of them."""

OR_CHANGE_THE_CONTRACT = "of pas het contract aan (dwh propose)"


@dataclass(frozen=True)
class Kop:
    """Where each field stands (0 is the first column), and what the contract did not foresee."""

    plaats: dict[str, int]
    opmerkingen: tuple[Opmerking, ...]
    verschillen: tuple[Verschil, ...] = ()


@dataclass(frozen=True)
class VerplaatsteKop:
    """A header that stands in another row than agreed; rows are counted as a spreadsheet does, from 1."""

    rij: int
    vergelijking: Vergelijking


def match_header(
    header: Sequence[str],
    tabel: Tabel,
    peildatum: date,
    *,
    kopregel: int = 1,
    other_rows: Iterable[tuple[int, Sequence[str]]] = (),
) -> Kop:
    """Match a header row with the fields that the contract expects on this peildatum.

    `other_rows` are rows around it with their numbers, where the header may stand instead. Raises `Afgekeurd` when a
    column is missing or stands there twice; the message lists every difference, and its `verschillen` the contract rows
    to add. A column that the contract does not know is left behind unread and reported.
    """
    if len(header) > MOST_COLUMNS:
        reden = f"de koprij van {tabel.naam} heeft meer dan {MOST_COLUMNS} kolommen; lever het juiste bestand"
        raise Afgekeurd("kop", reden, tabel=tabel.naam)
    found = compare(header, tabel, peildatum)
    if not found.is_afgekeurd:
        return Kop(found.plaats, tuple(_remarks(found)), found.verschillen())
    if found.is_koprij:
        raise Afgekeurd("kop", _deviates(found), tabel=tabel.naam, verschillen=found.verschillen())
    elsewhere = find_header(other_rows, tabel, peildatum)
    if elsewhere is None:
        raise Afgekeurd("kop", _no_header(found), tabel=tabel.naam, verschillen=found.verschillen())
    raise moved_header(elsewhere, tabel, kopregel)


def find_header(rows: Iterable[tuple[int, Sequence[str]]], tabel: Tabel, peildatum: date) -> VerplaatsteKop | None:
    """The first row that is a header of this table; of rows that lack a column, the one that lacks fewest."""
    found = [VerplaatsteKop(number, compare(row, tabel, peildatum)) for number, row in rows]
    headers = [place for place in found if place.vergelijking.is_koprij]
    return min(headers, key=lambda place: len(place.vergelijking.ontbreekt), default=None)


def moved_header(elsewhere: VerplaatsteKop, tabel: Tabel, kopregel: int, voorstel: str | None = None) -> Afgekeurd:
    """The rejection of a table whose header stands in another row, with what else differs in that row."""
    found = elsewhere.vergelijking
    moved = Verschil(tabel.naam, "koprij_verplaatst", None, f"rij {elsewhere.rij}", f"rij {kopregel}", voorstel)
    others = found.verschillen()
    differs = f", en wijkt af van het contract ({_listed(found)})" if others else ""
    reden = (
        f"de koprij van {tabel.naam} staat op rij {elsewhere.rij} in plaats van rij {kopregel}{differs}; "
        f"lever opnieuw in de afgesproken layout, {OR_CHANGE_THE_CONTRACT}"
    )
    return Afgekeurd("kop", reden, tabel=tabel.naam, verschillen=(moved, *others))


def with_proposal(refused: Afgekeurd, soort: str, voorstel: str) -> Afgekeurd:
    """The rejection with what the contract would need for its difference of this kind."""
    differences = [replace(v, voorstel=voorstel) if v.soort == soort else v for v in refused.verschillen]
    return Afgekeurd(refused.regel, refused.reden, tabel=refused.tabel, verschillen=differences)


def _no_header(found: Vergelijking) -> str:
    missing = [veld.kop for veld in found.ontbreekt]
    return (
        f"de koprij is niet die van {found.tabel.naam}: {len(missing)} van de {len(found.verwacht)} kolommen ontbreken "
        f"({', '.join(missing)}); lever het juiste bestand, met koprij"
    )


def _deviates(found: Vergelijking) -> str:
    return (
        f"de koprij wijkt af van het contract ({_listed(found)}); lever opnieuw met de afgesproken kolommen, "
        f"{OR_CHANGE_THE_CONTRACT}"
    )


def _listed(found: Vergelijking) -> str:
    """All differences of a header in words."""
    renamed = [
        f"{veld.kop} heet {found.onbekend[found.hernoemd[veld.naam]]}"
        for veld in found.ontbreekt
        if veld.naam in found.hernoemd
    ]
    parts = {
        "ontbreekt": [veld.kop for veld in found.ontbreekt],
        "onbekend": _unknown_shown(found),
        "dubbel": found.dubbel,
        "lijkt hernoemd": renamed,
        "met andere hoofdletters": list(found.gespeld),
    }
    listed = [f"{word}: {', '.join(names)}" for word, names in parts.items() if names]
    return "; ".join([*listed, *([] if found.is_op_volgorde else ["in een andere volgorde"])])


def _unknown_shown(found: Vergelijking) -> list[str]:
    return [found.getoond(i) or f"kolom {i + 1} (kop niet getoond)" for i in found.onbekend]


def _remarks(found: Vergelijking) -> list[Opmerking]:
    naam, remarks = found.tabel.naam, []
    if found.gespeld:
        remarks.append(
            Opmerking(
                "kolomspelling",
                f"{naam}: de koprij schrijft {', '.join(found.gespeld)} met andere hoofdletters dan afgesproken; "
                "gelezen op naam",
            )
        )
    if found.onbekend:
        remarks.append(
            Opmerking(
                "kolom_onbekend",
                f"{naam} heeft kolommen die niet in het contract staan en niet zijn gelezen: "
                f"{', '.join(_unknown_shown(found))}; zijn ze nodig, zet ze dan in het contract (dwh propose)",
            )
        )
    if not found.is_op_volgorde:
        remarks.append(
            Opmerking(
                "kolomvolgorde",
                f"{naam}: de kolommen staan in een andere volgorde dan afgesproken; gelezen op naam",
            )
        )
    return remarks
