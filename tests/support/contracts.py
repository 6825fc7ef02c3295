"""Our contracts as documents, to damage: each test changes one thing.

Belongs here: finding the parts of a contract. Does not belong here: what is wrong with it (the tests say so).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import yaml

from sources.contract import CONTRACT_ROOT
from sources.contract_faults import faults_of

Document = dict[str, Any]
Change = Callable[[Document], object]

DOCUMENTS: dict[str, Document] = {
    feed: yaml.safe_load((CONTRACT_ROOT / f"{feed}.yml").read_text(encoding="utf-8"))
    for feed in (
        "ssd/uitkeringen",
        "ssd/voorzieningen",
        "gidso/voorzieningen",
        "vis2/opvang",
        "menzis/garantverzorgd",
        "cbs/bevolking",
        "opgave/opgave",
        "pc/acties",
        "iv3/lasten",
    )
}
SSD, VIS2, MENZIS, CBS = "ssd/uitkeringen", "vis2/opvang", "menzis/garantverzorgd", "cbs/bevolking"
OPGAVE, PC, LANDELIJK = "opgave/opgave", "pc/acties", "iv3/lasten"


def field(document: Document, name: str, table: int = 0) -> Document:
    found: Document = next(p for p in document["schema"][table]["properties"] if p["name"] == name)
    return found


def custom(element: Document, name: str) -> Document:
    """The custom property of this name, as the mapping with its value."""
    found: Document = next(p for p in element["customProperties"] if p["property"] == name)
    return found


def say(element: Document, name: str, value: object = True) -> None:
    """Add a custom property."""
    element.setdefault("customProperties", []).append({"property": name, "value": value})


def members(document: Document) -> list[Document]:
    """The feeds of a family."""
    found: list[Document] = custom(document, "feeds")["value"]
    return found


def member(document: Document, feed: str) -> Document:
    """One feed of a family."""
    return next(found for found in members(document) if found["feed"] == feed)


def sheet(document: Document) -> Document:
    value: Document = custom(document["schema"][0], "blad")["value"]
    return value


def layout(document: Document) -> Document:
    value: Document = custom(document, "layout")["value"]
    return value


def personal(document: Document, name: str) -> Document:
    value: Document = custom(field(document, name), "persoonsgegeven")["value"]
    return value


def rule(document: Document, name: str | None = None) -> Document:
    place = document["schema"][0] if name is None else field(document, name)
    found: Document = place["quality"][0]
    return found


def kwargs(document: Document, name: str) -> Document:
    found: Document = rule(document, name)["implementation"]["kwargs"]
    return found


def remove(element: Document, key: str) -> None:
    del element[key]


def faults(feed: str, *changes: Change) -> list[str]:
    document = copy.deepcopy(DOCUMENTS[feed])
    for change in changes:
        change(document)
    return faults_of(document)
