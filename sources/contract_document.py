"""A contract as it stands in its file: mappings and lists, before anything in it is trusted.

Belongs here: walking through such a document, and the exception that lists its faults. Does not belong here: what is a
fault (`sources.contract_faults`, `sources.contract_meaning`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Document = dict[str, Any]


class ContractFout(ValueError):
    """One or more faults in contracts; the message lists them all."""

    def __init__(self, faults: Iterable[str], place: str | None = None) -> None:
        self.faults = tuple(faults)
        where = f"Contract {place}" if place else "De contracten"
        super().__init__("\n".join([f"{where}: {len(self.faults)} fout(en).", *(f"  - {f}" for f in self.faults)]))


def custom_properties(element: Document) -> Document:
    """The custom properties of a part of the contract, as a mapping."""
    return {p["property"]: p["value"] for p in element.get("customProperties", ())}


def fields_of(document: Document) -> Iterator[tuple[Document, Document]]:
    """Every field with the table that it stands in."""
    for schema in document["schema"]:
        yield from ((schema, prop) for prop in schema["properties"])


def qualities_of(schema: Document) -> Iterator[tuple[str | None, Document]]:
    """Every rule of a table with the name of its field; None for a rule of the table itself."""
    yield from ((None, quality) for quality in schema.get("quality", ()))
    for prop in schema["properties"]:
        yield from ((prop["name"], quality) for quality in prop.get("quality", ()))
