"""The shape of an Iv3 delivery as CBS's data schema (v2.1) has it, each fault under CBS's own code.

Belongs here: which parts and keys there must be, and what is of the wrong type (SF001-SF017 of CBS's list of faults;
SF999, its general one, where the list has none). Does not belong here: which codes a boekjaar knows and what must add
up, which are rules of the contract (`sources/iv3/iv3.yml`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeGuard

from sources.reading.exact_json import Getal
from sources.reading.result import Afgekeurd

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACES_SHOWN = 3
_OVERHEIDSLAGEN, _STATUSSEN = ("Gemeente", "Provincie", "GR"), ("Begroting", "Realisatie")
_TIJD = re.compile(r"(2[0-3]|[01][0-9]):[0-5][0-9]:[0-5][0-9](\[[0-9]+\])?(Z|[+-](2[0-3]|[01][0-9]):[0-5][0-9])?$")
_EMAIL = re.compile(r"[A-Za-z0-9_.-]{1,64}@([A-Za-z0-9-]{1,63}\.){1,8}([A-Za-z]{2,63}|[0-9]{1,3})")
_CONTACT = ("naam", "email", "telefoon")
_REQUIRED = {
    "baten": "SF011",
    "lasten": "SF012",
    "balans_baten": "SF013",
    "balans_lasten": "SF014",
    "balans_standen": "SF015",
}
_OPTIONAL = ("kengetallen", "beleidsindicatoren")
SENTENCES = {
    "SF001": "het onderdeel metadata ontbreekt; neem het op en lever opnieuw",
    "SF002": "in metadata ontbreekt {}; vul het aan en lever opnieuw",
    "SF003": "in metadata staat een sleutel die daar niet hoort ({}); laat alleen die van het schema van het CBS staan",
    "SF004": "in metadata klopt niet wat er staat bij {}; verbeter het en lever opnieuw",
    "SF005": "het onderdeel contact ontbreekt; neem het op en lever opnieuw",
    "SF006": "in contact ontbreekt {}; vul het aan en lever opnieuw",
    "SF007": "in contact staat een sleutel die daar niet hoort ({}); laat alleen naam, email en telefoon staan",
    "SF008": "in contact heeft {} niet de juiste vorm; verbeter het en lever opnieuw",
    "SF009": "in contact is {} niet ingevuld; vul het in en lever opnieuw",
    "SF010": "het onderdeel data ontbreekt; neem het op en lever opnieuw",
    **{
        code: f"in data ontbreekt de lijst {part}; neem haar op, desnoods leeg, en lever opnieuw"
        for part, code in _REQUIRED.items()
    },
    "SF016": "in data ontbreekt {}; vul het aan en lever opnieuw",
    "SF017": (
        "een bedrag is niet ingevuld als getal van hooguit twaalf cijfers en twee decimalen, bij {}; vul het in, in "
        "euro's en niet in duizenden, en lever opnieuw"
    ),
    "SF999": "het bestand heeft niet de vorm van het schema van het CBS (v2.1): {}; verbeter het en lever opnieuw",
}


@dataclass
class Gebreken:
    """The faults found so far: per code of CBS the places, none of which quotes what stands there."""

    plaatsen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    zinnen: dict[str, str] = field(default_factory=lambda: dict(SENTENCES))

    def noteer(self, code: str, plaats: str = "") -> None:
        self.plaatsen[code].append(plaats)

    def __bool__(self) -> bool:
        return bool(self.plaatsen)

    def als_afkeuring(self) -> list[Afgekeurd]:
        """One fault per code, in the order of CBS's list."""
        return [
            refusal(code, self.zinnen[code].format(first_places(places)))
            for code, places in sorted(self.plaatsen.items())
        ]


def refusal(code: str, sentence: str) -> Afgekeurd:
    """A fault as the source owner reads it: with CBS's code in front."""
    return Afgekeurd(code, f"{code} (CBS): {sentence}")


def shape_faults(document: dict[str, Any]) -> Gebreken:
    """What is wrong with the parts of a delivery, but for the rows in its lists."""
    found = Gebreken()
    for extra in sorted(document.keys() - {"metadata", "contact", "opmerkingen", "data"}):
        found.noteer("SF999", f"een onbekend onderdeel van {len(extra)} tekens")
    _opmerkingen(document.get("opmerkingen", []), found)
    _metadata(document.get("metadata"), found)
    _contact(document.get("contact"), found)
    _data(document.get("data"), found)
    return found


def year_or_period(value: Any) -> str:
    """A whole number of the metadata as text, of metadata that are sound."""
    return str(_whole(value, 0, 9999))


def _whole(value: Any, lowest: int, highest: int) -> int | None:
    """The whole number that stands there, also where it is written as `2024.0`."""
    if not isinstance(value, Getal) or not re.fullmatch(r"[0-9]{1,4}(\.0{1,6})?", value):
        return None
    number = int(value.split(".")[0])
    return number if lowest <= number <= highest else None


def is_text(value: Any) -> TypeGuard[str]:
    """Whether it is a text, and not a number as it was written."""
    return isinstance(value, str) and not isinstance(value, Getal)


_METADATA: dict[str, tuple[Callable[[Any], bool], str]] = {
    "overheidslaag": (lambda value: value in _OVERHEIDSLAGEN, "Gemeente, Provincie of GR"),
    "overheidsnummer": (
        lambda value: is_text(value) and bool(re.fullmatch("[0-9]{4}", value)),
        "vier cijfers als tekst, zoals 0153",
    ),
    "overheidsnaam": (is_text, "tekst"),
    "boekjaar": (lambda value: _whole(value, 2000, 2199) is not None, "een jaar als getal"),
    "periode": (lambda value: _whole(value, 0, 5) is not None, "een getal van 0 tot en met 5"),
    "status": (lambda value: value in _STATUSSEN, "Begroting of Realisatie"),
    "datum": (lambda value: is_text(value) and bool(_TIJD.search(value[-60:])), "een datum en tijd als tekst"),
    "details_openbaar": (lambda value: isinstance(value, bool), "true of false"),
    "financieel_pakket": (is_text, "tekst"),
    "export_software": (is_text, "tekst"),
}


def _metadata(metadata: Any, found: Gebreken) -> None:
    if not isinstance(metadata, dict):
        found.noteer("SF001")
        return
    for _ in metadata.keys() - _METADATA.keys():
        found.noteer("SF003", "niet een van " + ", ".join(_METADATA))
    for key, (is_sound, expected) in _METADATA.items():
        if key not in metadata:
            found.noteer("SF002", key)
        elif not is_sound(metadata[key]):
            found.noteer("SF004", f"{key} (hoort te zijn: {expected})")


def _contact(contact: Any, found: Gebreken) -> None:
    if not isinstance(contact, dict):
        found.noteer("SF005")
        return
    for _ in contact.keys() - set(_CONTACT):
        found.noteer("SF007", "niet een van " + ", ".join(_CONTACT))
    for key in _CONTACT:
        if key not in contact:
            found.noteer("SF006", key)
        elif not is_text(value := contact[key]):
            found.noteer("SF008", key)
        elif key != "telefoon" and not value.strip():
            found.noteer("SF009", key)
        elif key == "email" and not _EMAIL.fullmatch(value):
            found.noteer("SF008", key)


def _opmerkingen(opmerkingen: Any, found: Gebreken) -> None:
    if not isinstance(opmerkingen, list):
        found.noteer("SF999", "opmerkingen is geen lijst")
        return
    for number, entry in enumerate(opmerkingen, start=1):
        texts = entry if isinstance(entry, dict) else {}
        if "tekst" not in texts or texts.keys() - {"tekst", "auteur"} or not all(map(is_text, texts.values())):
            found.noteer("SF999", f"opmerkingen, de {number}e heeft niet alleen een tekst en een auteur, als tekst")


def _data(data: Any, found: Gebreken) -> None:
    if not isinstance(data, dict):
        found.noteer("SF010")
        return
    for _ in data.keys() - {*_REQUIRED, *_OPTIONAL}:
        found.noteer("SF999", "in data staat een onderdeel dat daar niet hoort")
    for part, code in _REQUIRED.items():
        if not isinstance(data.get(part), list):
            found.noteer(code)
    for part in _OPTIONAL:
        if not isinstance(data.get(part, []), list):
            found.noteer("SF999", f"{part} is geen lijst")


def first_places(places: list[str]) -> str:
    """The first places, each once, and how many more there are."""
    distinct = list(dict.fromkeys(places))
    more = len(distinct) - _PLACES_SHOWN
    return "; ".join(distinct[:_PLACES_SHOWN]) + (f"; en nog {more}" if more > 0 else "")
