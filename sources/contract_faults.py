"""What can be wrong with the form of a contract, each fault as a sentence.

Belongs here: the standard's own JSON schema, what we need of what the standard leaves free, and our custom properties.
The checks run in steps, and a step only runs when the one before it found nothing, so that one mistake is not reported
three times. Does not belong here: what the parts of a contract say together (`sources.contract_meaning`).
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from sources.contract_document import ContractFout, Document, custom_properties, fields_of, qualities_of
from sources.contract_meaning import meaning_faults
from sources.contract_period import Periode
from sources.contract_properties import ContractEigenschappen, RegelEigenschappen, TabelEigenschappen, VeldEigenschappen
from sources.kalender import contact_faults, sla_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ContractFout", "faults_of"]

_LOGICAL_TYPES = ("string", "date", "number", "integer")
_FIELD_OPTIONS = {"pattern", "minimum", "maximum"}
_LONGEST_MESSAGE = 300


def faults_of(document: object) -> list[str]:
    """All faults of one contract document; empty when it is sound."""
    if not isinstance(document, dict):
        return ["Het bestand is geen contract: er staat geen lijst van sleutels en waarden in."]
    for step in (_standard_faults, _missing_parts, _custom_property_faults, meaning_faults):
        faults = list(step(document))
        if faults:
            return faults
    return []


@cache
def _standard_validator() -> Any:
    from jsonschema_rs import validator_for

    return validator_for(files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8"))


def _standard_faults(document: Document) -> Iterator[str]:
    for error in sorted(_standard_validator().iter_errors(document), key=lambda e: [str(p) for p in e.instance_path]):
        place = ".".join(str(part) for part in error.instance_path) or "het contract"
        yield f"{place} past niet bij de Open Data Contract Standard: {error.message[:_LONGEST_MESSAGE]}."


def _missing_parts(document: Document) -> Iterator[str]:
    """What the standard leaves free and we cannot do without."""
    yield from (
        f"{key} ontbreekt."
        for key in ("domain", "name", "description", "team", "schema", "slaProperties")
        if not document.get(key)
    )
    description, team = document.get("description") or {}, document.get("team") or {}
    yield from (f"description.{key} ontbreekt." for key in ("purpose", "usage") if not description.get(key))
    if not isinstance(team, dict) or not team.get("name"):
        yield "team.name ontbreekt."
    if document.get("slaProperties"):
        yield from sla_faults(document)
    yield from contact_faults(document)
    for schema in document.get("schema") or ():
        place = f"tabel {schema['name']}"
        if "dataGranularityDescription" not in schema:
            yield f"{place}: dataGranularityDescription ontbreekt."
        if not schema.get("properties"):
            yield f"{place}: er staan geen velden in (properties)."
            continue
        yield from (
            fault
            for prop in schema["properties"]
            for fault in _missing_in_field(f"veld {schema['name']}.{prop['name']}", prop)
        )
        for kolom, quality in qualities_of(schema):
            needed = ("id", "description", "severity", "dimension")
            yield from (
                f"{place}: een regel bij {kolom or 'de tabel'} heeft geen {key}."
                for key in needed
                if key not in quality
            )


def _missing_in_field(place: str, prop: Document) -> Iterator[str]:
    yield from (
        f"{place}: {key} ontbreekt." for key in ("physicalName", "logicalType", "description") if key not in prop
    )
    if prop.get("logicalType", "string") not in _LOGICAL_TYPES:
        yield f"{place}: logicalType {prop['logicalType']} kennen we niet; kies uit {', '.join(_LOGICAL_TYPES)}."
    options = prop.get("logicalTypeOptions", {})
    yield from (
        f"{place}: aan {key} doen we niets; kies uit {', '.join(sorted(_FIELD_OPTIONS))}."
        for key in sorted(set(options) - _FIELD_OPTIONS)
    )
    codes = [code["value"] for code in prop.get("enum", ())]
    yield from (
        f"{place}: de code {code} is geen tekst; zet er aanhalingstekens om."
        for code in codes
        if not isinstance(code, str)
    )


def _custom_property_faults(document: Document) -> Iterator[str]:
    yield from _property_faults("het contract", document, ContractEigenschappen)
    for schema in document["schema"]:
        yield from _property_faults(f"tabel {schema['name']}", schema, TabelEigenschappen)
        for kolom, quality in qualities_of(schema):
            place = f"regel {schema['name']}.{kolom or '*'}.{quality['id']}"
            yield from _property_faults(place, quality, RegelEigenschappen)
    for schema, prop in fields_of(document):
        yield from _property_faults(f"veld {schema['name']}.{prop['name']}", prop, VeldEigenschappen)
        for code in prop.get("enum", ()):
            place = f"veld {schema['name']}.{prop['name']}, code {code['value']}"
            yield from _property_faults(place, code, Periode)


def _property_faults(place: str, element: Document, model: type[BaseModel]) -> Iterator[str]:
    names = Counter(p["property"] for p in element.get("customProperties", ()))
    yield from (
        f"{place}: de eigenschap {name} staat er meer dan een keer." for name, count in names.items() if count > 1
    )
    try:
        model.model_validate(custom_properties(element))
    except ValidationError as error:
        for detail in error.errors():
            part = ".".join(str(p) for p in detail["loc"])
            match detail["type"]:
                case "extra_forbidden":
                    yield f"{place}: de eigenschap {part} kennen we niet."
                case "missing":
                    yield f"{place}: de eigenschap {part} ontbreekt."
                case _:
                    yield f"{place}: {part} klopt niet: {detail['msg']}."
