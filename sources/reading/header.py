"""Which column of a file is which field of the contract.

Belongs here: comparing a header row with a contract and saying all differences in one message.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sources.contract_model import Tabel
from sources.reading.result import Afgekeurd, Opmerking

_LONGEST_HEADER_SHOWN = 40


@dataclass(frozen=True)
class Kop:
    """Where each field stands (0 is the first column), and what the contract did not foresee."""

    plaats: dict[str, int]
    opmerkingen: tuple[Opmerking, ...]


def match_header(header: Sequence[str], tabel: Tabel, peildatum: date) -> Kop:
    """Match a header row with the fields that the contract expects on this peildatum.

    Raises `Afgekeurd` when a column is missing or stands there twice; the message lists every difference and the contract rows to add. A column
    that the contract does not know is left behind unread and reported.
    """
    names = [name.strip().lstrip("\ufeff") for name in header]
    expected = [veld for veld in tabel.velden if veld.geldt_op(peildatum)]
    plaats = {veld.naam: names.index(veld.kop) for veld in expected if veld.kop in names}
    for veld in expected:
        if veld.naam not in plaats and veld.koppatroon:
            taken = set(plaats.values()) | {names.index(v.kop) for v in expected if v.kop in names}
            fits = [i for i, name in enumerate(names) if i not in taken and re.fullmatch(veld.koppatroon, name)]
            plaats.update({veld.naam: fits[0]} if fits else {})
    missing = [veld.kop for veld in expected if veld.naam not in plaats]
    unknown = [name for i, name in enumerate(names) if i not in plaats.values() and name]
    twice = [name for name, count in Counter(n for n in names if n in {v.kop for v in expected}).items() if count > 1]
    if missing or twice:
        raise Afgekeurd("kop", _differences(missing, unknown, twice, len(expected), tabel), tabel=tabel.naam)
    return Kop(plaats, tuple(_remarks(names, unknown, plaats, tabel)))


def _differences(missing: list[str], unknown: list[str], twice: list[str], expected: int, tabel: Tabel) -> str:
    if len(missing) > expected / 2:
        # Then the row is probably no header but data, and its cells may not be repeated in a message.
        return (
            f"de koprij is niet die van {tabel.naam}: {len(missing)} van de {expected} kolommen ontbreken "
            f"({', '.join(missing)}); lever het juiste bestand, met koprij"
        )
    parts = [f"ontbreekt: {', '.join(missing)}"] if missing else []
    parts += [f"onbekend: {_shown(unknown)}"] if unknown else []
    parts += [f"dubbel: {', '.join(twice)}"] if twice else []
    return (
        f"de koprij wijkt af van het contract ({'; '.join(parts)}); lever opnieuw met de afgesproken kolommen"
        + (f", of voeg aan het contract toe: {_proposal(unknown)}" if unknown else "")
    )


def _remarks(names: list[str], unknown: list[str], plaats: dict[str, int], tabel: Tabel) -> list[Opmerking]:
    remarks = []
    if unknown:
        remarks.append(
            Opmerking(
                "kolom_onbekend",
                f"{tabel.naam} heeft kolommen die niet in het contract staan en niet zijn gelezen: {_shown(unknown)}; "
                f"zijn ze nodig, voeg dan aan het contract toe: {_proposal(unknown)}",
            )
        )
    if list(plaats.values()) != sorted(plaats.values()):
        remarks.append(Opmerking("kolomvolgorde", f"{tabel.naam}: de kolommen staan in een andere volgorde dan afgesproken; gelezen op naam"))
    return remarks


def _shown(headers: list[str]) -> str:
    return ", ".join(_safe(header) for header in headers)


def _safe(header: str) -> str:
    """A header as a message may show it: no long text, and no run of digits that could be somebody's number."""
    return re.sub(r"\d{4,}", "…", header)[:_LONGEST_HEADER_SHOWN]


def _proposal(headers: list[str]) -> str:
    return " ".join(f"{{name: {re.sub(r'[^a-z0-9]+', '_', _safe(h).lower()).strip('_')}, physicalName: {_safe(h)}}}" for h in headers)
