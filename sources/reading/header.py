"""Which column of a file is which field of the contract.

Belongs here: comparing a header row with a contract and saying all differences in one message.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.reading.result import Afgekeurd, Opmerking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sources.contract_model import Tabel

_LONGEST_HEADER_SHOWN = 40
_RESEMBLANCE = 0.6  # from here on a header is a known one in another spelling
_CAPITALS, _SMALL, _PHRASE = r"[A-Z][A-Z0-9_]*", r"[a-z][a-z0-9_]*", r"[^\W\d_]\w*( [^\W\dA-Z_]\w*| [0-9]+)*"


@dataclass(frozen=True)
class Kop:
    """Where each field stands (0 is the first column), and what the contract did not foresee."""

    plaats: dict[str, int]
    opmerkingen: tuple[Opmerking, ...]


def match_header(header: Sequence[str], tabel: Tabel, peildatum: date) -> Kop:
    """Match a header row with the fields that the contract expects on this peildatum.

    Raises `Afgekeurd` when a column is missing or stands there twice; the message lists every difference and the
    contract rows to add. A column that the contract does not know is left behind unread and reported.
    """
    expected = [veld for veld in tabel.velden if veld.geldt_op(peildatum)]
    names, respelled = _as_agreed([_plain(name) for name in header], [veld.kop for veld in expected])
    plaats = {veld.naam: names.index(veld.kop) for veld in expected if veld.kop in names}
    for veld in expected:
        if veld.naam not in plaats and veld.koppatroon:
            taken = set(plaats.values()) | {names.index(v.kop) for v in expected if v.kop in names}
            fits = [i for i, name in enumerate(names) if i not in taken and re.fullmatch(veld.koppatroon, name)]
            plaats.update({veld.naam: fits[0]} if fits else {})
    missing = [veld.kop for veld in expected if veld.naam not in plaats]
    unknown = {i: name for i, name in enumerate(names) if i not in plaats.values() and name}
    twice = [name for name, count in Counter(n for n in names if n in {v.kop for v in expected}).items() if count > 1]
    if missing or twice:
        raise Afgekeurd("kop", _differences(missing, unknown, twice, len(expected), tabel), tabel=tabel.naam)
    in_order = {veld.naam: plaats[veld.naam] for veld in expected}
    return Kop(in_order, tuple(_remarks(unknown, respelled, in_order, tabel)))


def _plain(header: str) -> str:
    """The header without what nobody sees: kinds of space, line breaks in a cell, a byte order mark, an ë of one
    character or of two."""
    return " ".join(unicodedata.normalize("NFC", header.replace("\ufeff", "")).split())


def _as_agreed(names: list[str], koppen: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names with the capitals of the contract where there is only one way to read them, and the headers that this
    was done for."""
    by_letters = Counter(name.casefold() for name in names)
    agreed = Counter(kop.casefold() for kop in koppen)
    respelled = {
        kop.casefold(): kop
        for kop in koppen
        if kop not in names and by_letters[kop.casefold()] == agreed[kop.casefold()] == 1
    }
    return [respelled.get(name.casefold(), name) for name in names], list(respelled.values())


def _differences(missing: list[str], unknown: Mapping[int, str], twice: list[str], expected: int, tabel: Tabel) -> str:
    if len(missing) > expected / 2:
        # Then the row is probably no header but data, and its cells may not be repeated in a message.
        return (
            f"de koprij is niet die van {tabel.naam}: {len(missing)} van de {expected} kolommen ontbreken "
            f"({', '.join(missing)}); lever het juiste bestand, met koprij"
        )
    parts = [f"ontbreekt: {', '.join(missing)}"] if missing else []
    parts += [f"onbekend: {_shown(unknown, tabel)}"] if unknown else []
    parts += [f"dubbel: {', '.join(twice)}"] if twice else []
    return f"de koprij wijkt af van het contract ({'; '.join(parts)}); lever opnieuw met de afgesproken kolommen" + (
        f", of voeg aan het contract toe: {_proposal(unknown, tabel)}" if unknown else ""
    )


def _remarks(unknown: Mapping[int, str], respelled: list[str], plaats: dict[str, int], tabel: Tabel) -> list[Opmerking]:
    remarks = []
    if respelled:
        remarks.append(
            Opmerking(
                "kolomspelling",
                f"{tabel.naam}: de koprij schrijft {', '.join(respelled)} met andere hoofdletters dan afgesproken; "
                "gelezen op naam",
            )
        )
    if unknown:
        remarks.append(
            Opmerking(
                "kolom_onbekend",
                f"{tabel.naam} heeft kolommen die niet in het contract staan en niet zijn gelezen: "
                f"{_shown(unknown, tabel)}; "
                f"zijn ze nodig, voeg dan aan het contract toe: {_proposal(unknown, tabel)}",
            )
        )
    if list(plaats.values()) != sorted(plaats.values()):
        remarks.append(
            Opmerking(
                "kolomvolgorde",
                f"{tabel.naam}: de kolommen staan in een andere volgorde dan afgesproken; gelezen op naam",
            )
        )
    return remarks


def _shown(unknown: Mapping[int, str], tabel: Tabel) -> str:
    return ", ".join(_safe(name, tabel) or f"kolom {i + 1} (kop niet getoond)" for i, name in unknown.items())


def _proposal(unknown: Mapping[int, str], tabel: Tabel) -> str:
    names = [(i, _safe(name, tabel)) for i, name in unknown.items()]
    return " ".join(
        f"{{name: {re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}, physicalName: {name}}}"
        if name
        else f"{{name: kolom_{i + 1}, physicalName: …}}"
        for i, name in names
    )


def _safe(header: str, tabel: Tabel) -> str | None:
    """A header as a message may show it: without a run of digits that could be somebody's number.

    None where it is neither written as this source writes headers nor resembles one of them: then it may be a value,
    such as a name.
    """
    koppen = [veld.kop for veld in tabel.velden]
    known = "".join(koppen)
    shape = _CAPITALS if known.isupper() else _SMALL if known.islower() else _PHRASE
    resembles = difflib.get_close_matches(header.lower(), [kop.lower() for kop in koppen], n=1, cutoff=_RESEMBLANCE)
    if len(header) > _LONGEST_HEADER_SHOWN or not (resembles or re.fullmatch(shape, header)):
        return None
    return re.sub(r"\d{4,}", "…", header)
