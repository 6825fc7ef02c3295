"""An Iv3 delivery: JSON in the official schema of CBS, as the rows of four tables.

Belongs here: reading such a file once, and which part of it becomes which row. Who sent it, remarks, details and
packages never leave this module. Does not belong here: the shape of the file around the rows
(`sources.reading.iv3_shape`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sources.reading.exact_json import GeenJson, Getal, read_exact_json
from sources.reading.iv3_shape import Gebreken, first_places, is_text, refusal, shape_faults, year_or_period
from sources.reading.result import Inhoud, Opmerking, Rijen, text_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sources.contract_model import Tabel
    from sources.reading.result import Afgekeurd

_KOP = ("overheidslaag", "overheidsnummer", "boekjaar", "periode", "status", "details_openbaar")
_CODE_FAULTS = {
    "taakveld": "DF001",
    "categorie": "DF002",
    "balanscode": "DF003",
    "standper": "DF004",
    "kengetal": "DF005",
    "beleidsindicator": "DF006",
    "verslagperiode": "DF007",
}
_LONGEST_NUMBER = 40
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")


@dataclass(frozen=True)
class _Part:
    """A list in `data`: the table that it belongs to, its keys and the columns that they become."""

    tabel: str
    onderdeel: str
    kolommen: dict[str, str]
    alleen_deze: bool = False


def _posts(tabel: str, onderdeel: str, *keys: str) -> _Part:
    return _Part(tabel, onderdeel, {key: key for key in keys})


def _figures(onderdeel: str, code: str) -> _Part:
    return _Part("kengetal", onderdeel, {"verslagperiode": "verslagperiode", code: "code", "waarde": "waarde"}, True)


_PARTS = (
    _posts("rekening", "lasten", "taakveld", "categorie", "bedrag"),
    _posts("rekening", "baten", "taakveld", "categorie", "bedrag"),
    _posts("balans", "balans_lasten", "balanscode", "categorie", "bedrag"),
    _posts("balans", "balans_baten", "balanscode", "categorie", "bedrag"),
    _posts("balans", "balans_standen", "balanscode", "standper", "bedrag"),
    _figures("kengetallen", "kengetal"),
    _figures("beleidsindicatoren", "beleidsindicator"),
)


def read_iv3(path: Path, tabellen: Sequence[Tabel]) -> Inhoud:
    """Read a delivery. Raises `Afgekeurd` for what is no JSON object; faults of form come with tables without rows,
    since CBS refuses such a delivery as a whole."""
    try:
        document = read_exact_json(path)
    except GeenJson as fault:
        raise refusal("SF999", f"het bestand {fault}; lever het opnieuw als JSON in UTF-8") from None
    if not isinstance(document, dict):
        raise refusal("SF999", "het bestand is geen object met metadata, contact en data; lever het opnieuw")
    found = shape_faults(document)
    rows = _Rows(tabellen, found)
    if not found:
        rows.read(document)
    if not found:
        return Inhoud({tabel.naam: _rijen(tabel, rows.gelezen[tabel.naam]) for tabel in tabellen}, rows.opmerkingen())
    first, *others = tabellen
    empty = {tabel.naam: _rijen(tabel, []) for tabel in others}
    return Inhoud({first.naam: _rijen(first, [], found.als_afkeuring()), **empty})


@dataclass
class _Rows:
    """The rows of all tables in the order of the schema, and what is wrong with them."""

    tabellen: Sequence[Tabel]
    gebreken: Gebreken
    gelezen: dict[str, list[dict[str, str | None]]] = field(init=False)
    geen_getal: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gelezen = {tabel.naam: [] for tabel in self.tabellen}
        self._velden = {(tabel.naam, veld.naam): veld for tabel in self.tabellen for veld in tabel.velden}
        self._patronen = {key: re.compile(veld.patroon) for key, veld in self._velden.items() if veld.patroon}

    def opmerkingen(self) -> tuple[Opmerking, ...]:
        """What the schema allows and we cannot keep: any text may stand for a figure, also one about somebody."""
        if not self.geen_getal:
            return ()
        places = first_places(self.geen_getal)
        return (Opmerking("waarde", f"wat er als waarde staat bij {places} is geen getal en wordt niet bewaard"),)

    def read(self, document: dict[str, Any]) -> None:
        metadata = document["metadata"]
        kop = {key: metadata[key] for key in _KOP} | {
            "boekjaar": year_or_period(metadata["boekjaar"]),
            "periode": year_or_period(metadata["periode"]),
            "details_openbaar": "true" if metadata["details_openbaar"] else "false",
        }
        self.gelezen["kop"].append(kop)
        of_which = {key: kop[key] for key in ("boekjaar", "periode")}
        for part in _PARTS:
            for place, entry in _numbered(part, document["data"].get(part.onderdeel, [])):
                values = self._values(part, place, entry)
                self.gelezen[part.tabel].append(of_which | {"onderdeel": part.onderdeel} | values)

    def _values(self, part: _Part, place: str, entry: Any) -> dict[str, str | None]:
        if not isinstance(entry, dict):
            self.gebreken.noteer("SF016", f"alles bij {place}")
            return {}
        if part.alleen_deze and entry.keys() - part.kolommen.keys():
            self.gebreken.noteer("SF999", f"bij {place} staat een sleutel die daar niet hoort")
        if not isinstance(entry.get("details", {}), dict):
            self.gebreken.noteer("SF999", f"details bij {place} is geen object")
        missing = [key for key in part.kolommen if key not in entry]
        for key in missing:
            self.gebreken.noteer("SF016", f"{key} bij {place}")
        return {
            column: self._value(part, place, key, column, entry[key])
            for key, column in part.kolommen.items()
            if key not in missing
        }

    def _value(self, part: _Part, place: str, key: str, column: str, value: Any) -> str | None:
        if key == "bedrag":
            amount = _amount(value)
            if amount is None:
                self.gebreken.noteer("SF017", place)
            return amount
        pattern = self._patronen[part.tabel, column]
        if key == "waarde":
            return self._figure(place, value, pattern)
        if is_text(value) and pattern.fullmatch(value):
            return value
        code, expected = _CODE_FAULTS[key], self._velden[part.tabel, column].voorbeeld
        self.gebreken.zinnen[code] = (
            f"{key} is niet {expected} (als tekst, tussen aanhalingstekens) bij {{}}; verbeter de code en lever opnieuw"
        )
        self.gebreken.noteer(code, place)
        return None

    def _figure(self, place: str, value: Any, pattern: re.Pattern[str]) -> str | None:
        if not is_text(value):
            self.gebreken.noteer("SF999", f"waarde bij {place} is geen tekst tussen aanhalingstekens")
            return None
        if not (figure := value.strip()) or pattern.fullmatch(figure):
            return figure or None
        self.geen_getal.append(place)
        return None


def _numbered(part: _Part, entries: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for number, entry in enumerate(entries, start=1):
        yield f"{part.onderdeel}, de {number}e", entry


def _amount(value: Any) -> str | None:
    """The amount without exponent and closing zeros, for the rest as it was written; None where it is none."""
    if not isinstance(value, Getal) or len(value) > _LONGEST_NUMBER:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if number == 0:
        return "0"
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_NUMBER:
        return None
    plain = format(number, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if _AMOUNT.fullmatch(plain) else None


def _rijen(tabel: Tabel, rows: list[dict[str, str | None]], fouten: Iterable[Afgekeurd] = ()) -> Rijen:
    import pyarrow as pa

    velden = tuple(veld.naam for veld in tabel.velden)
    columns = [list(range(1, len(rows) + 1)), [None] * len(rows), *([row.get(veld) for row in rows] for veld in velden)]
    schema = text_schema(velden)
    table = pa.table([pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
    return Rijen(table.to_reader(), velden, fouten=list(fouten))
