"""Everything that can be wrong with a contract, each fault as a sentence.

Belongs here: validators over the contract document, registered in `_VALIDATORS`; each yields sentences. They run in three steps
(the standard's own JSON schema, our custom properties, what the parts say together), and a step only runs when the former found nothing,
so that one mistake is not reported three times.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ValidationError

from sources.contract_model import Blad, Ernst, Layout, OData, Persoonsgegeven

Document = dict[str, Any]

HELPER_COLUMNS = ("datum", "getal", "leesfout", "gevuld")
"""Suffixes of the columns that the reading step adds beside a field, for rules to use: `<veld>__datum` and so on."""

_CONTRACT_MODELS: dict[str, type[BaseModel]] = {"layout": Layout, "odata": OData}
_TABLE_MODELS: dict[str, type[BaseModel]] = {"blad": Blad}
_FIELD_MODELS: dict[str, type[BaseModel]] = {"persoonsgegeven": Persoonsgegeven}
_CONTRACT_KEYS = {"feed", "maximaal_aandeel_quarantaine", "peildatum_vanaf", "peildatum_tot_en_met", *_CONTRACT_MODELS}
_FIELD_KEYS = {"codelijst", "geldig_vanaf", "koppatroon", *_FIELD_MODELS}


class ContractFout(ValueError):
    """One or more faults in contracts; the message lists them all."""

    def __init__(self, faults: Iterable[str], place: str | None = None) -> None:
        self.faults = tuple(faults)
        where = f"Contract {place}" if place else "De contracten"
        super().__init__("\n".join([f"{where}: {len(self.faults)} fout(en).", *(f"  - {f}" for f in self.faults)]))


def custom_properties(element: Document) -> Document:
    """The custom properties of a part of the contract, as a mapping."""
    return {p["property"]: p["value"] for p in element.get("customProperties", ())}


def faults_of(document: object) -> list[str]:
    """All faults of one contract document; empty when it is sound."""
    if not isinstance(document, dict):
        return ["Het bestand is geen contract: er staat geen lijst van sleutels en waarden in."]
    for step in (_standard_faults, _custom_property_faults, _meaning_faults):
        faults = list(step(document))
        if faults:
            return faults
    return []


@cache
def _standard_validator() -> Any:
    from jsonschema import Draft201909Validator

    schema = json.loads(files("open_data_contract_standard").joinpath("schema.json").read_text(encoding="utf-8"))
    return Draft201909Validator(schema)


def _standard_faults(document: Document) -> Iterator[str]:
    for error in sorted(_standard_validator().iter_errors(document), key=lambda e: [str(p) for p in e.absolute_path]):
        place = ".".join(str(part) for part in error.absolute_path) or "het contract"
        yield f"{place} past niet bij de Open Data Contract Standard: {error.message[:300]}."
    for key in ("domain", "name", "description", "team", "schema", "slaProperties"):
        if not document.get(key):
            yield f"{key} ontbreekt."


def _custom_property_faults(document: Document) -> Iterator[str]:
    custom = custom_properties(document)
    yield from _key_faults("het contract", custom, _CONTRACT_KEYS, {"feed", "layout", "maximaal_aandeel_quarantaine"})
    yield from _model_faults("het contract", custom, _CONTRACT_MODELS)
    for schema in document["schema"]:
        place = f"tabel {schema.get('name')}"
        yield from _key_faults(place, custom_properties(schema), set(_TABLE_MODELS), set())
        yield from _model_faults(place, custom_properties(schema), _TABLE_MODELS)
        for prop in schema.get("properties", ()):
            place = f"veld {schema.get('name')}.{prop.get('name')}"
            yield from _key_faults(place, custom_properties(prop), _FIELD_KEYS, set())
            yield from _model_faults(place, custom_properties(prop), _FIELD_MODELS)
            yield from (f"{place}: {key} ontbreekt." for key in ("physicalName", "logicalType", "description") if key not in prop)
        for kolom, quality in _qualities(schema):
            needed = ("id", "description", "severity", "dimension")
            yield from (f"{place}: een regel bij {kolom or 'de tabel'} heeft geen {key}." for key in needed if key not in quality)
        if "dataGranularityDescription" not in schema:
            yield f"tabel {schema.get('name')}: dataGranularityDescription ontbreekt."


def _key_faults(place: str, custom: Document, allowed: set[str], needed: set[str]) -> Iterator[str]:
    yield from (f"{place}: de eigenschap {key} kennen we niet." for key in sorted(set(custom) - allowed))
    yield from (f"{place}: de eigenschap {key} ontbreekt." for key in sorted(needed - set(custom)))


def _model_faults(place: str, custom: Document, models: dict[str, type[BaseModel]]) -> Iterator[str]:
    for key, model in models.items():
        if key not in custom:
            continue
        try:
            model.model_validate(custom[key])
        except ValidationError as error:
            for detail in error.errors():
                part = ".".join(str(p) for p in (key, *detail["loc"]))
                yield f"{place}: {part} klopt niet: {detail['msg']}."


def _meaning_faults(document: Document) -> Iterator[str]:
    for validator in _VALIDATORS:
        yield from validator(document)


def _qualities(schema: Document) -> Iterator[tuple[str | None, Document]]:
    yield from ((None, quality) for quality in schema.get("quality", ()))
    for prop in schema.get("properties", ()):
        yield from ((prop["name"], quality) for quality in prop.get("quality", ()))


def _fields(document: Document) -> Iterator[tuple[Document, Document]]:
    for schema in document["schema"]:
        yield from ((schema, prop) for prop in schema.get("properties", ()))


_VALIDATORS: list[Callable[[Document], Iterator[str]]] = []


def _validator(function: Callable[[Document], Iterator[str]]) -> Callable[[Document], Iterator[str]]:
    _VALIDATORS.append(function)
    return function


@_validator
def _identity(document: Document) -> Iterator[str]:
    expected = f"{document['domain']}-{custom_properties(document)['feed']}"
    if document["id"] != expected:
        yield f"id is {document['id']}, maar hoort {expected} te zijn."
    if not any(p.get("property") == "frequency" for p in document["slaProperties"]):
        yield "slaProperties zegt niet hoe vaak de feed komt (frequency)."


@_validator
def _layout_is_complete(document: Document) -> Iterator[str]:
    layout = Layout.model_validate(custom_properties(document)["layout"])
    if layout.formaat == "csv":
        yield from (f"layout: een csv heeft een {key}." for key in ("scheidingsteken", "codering") if not getattr(layout, key))
    if (layout.formaat == "odata") != ("odata" in custom_properties(document)):
        yield "layout: formaat odata en de eigenschap odata horen bij elkaar."
    for schema in document["schema"]:
        if (layout.formaat == "werkmap") != ("blad" in custom_properties(schema)):
            yield f"tabel {schema['name']}: een werkmap heeft per tabel een blad, andere formaten niet."
    share = custom_properties(document)["maximaal_aandeel_quarantaine"]
    if not isinstance(share, int | float) or not 0 <= share <= 1:
        yield "maximaal_aandeel_quarantaine is een getal van 0 tot en met 1."


@_validator
def _names_are_unique(document: Document) -> Iterator[str]:
    for schema in document["schema"]:
        props = schema["properties"]
        remaining = [custom_properties(p).get("persoonsgegeven", {}).get("wordt") or p["name"] for p in props]
        for kind, names in (("name", [p["name"] for p in props]), ("physicalName", [p["physicalName"] for p in props])):
            twice = [name for name, count in Counter(names).items() if count > 1]
            yield from (f"tabel {schema['name']}: {kind} {name} staat er meer dan een keer." for name in twice)
        twice = [name for name, count in Counter(remaining).items() if count > 1]
        yield from (f"tabel {schema['name']}: twee velden worden in raw allebei {name}." for name in twice)


@_validator
def _personal_fields_say_how_they_are_treated(document: Document) -> Iterator[str]:
    for schema, prop in _fields(document):
        place = f"veld {schema['name']}.{prop['name']}"
        given = custom_properties(prop).get("persoonsgegeven")
        if (given is not None) != (prop.get("classification") == "persoonsgegeven"):
            yield f"{place}: classification persoonsgegeven en de eigenschap persoonsgegeven horen bij elkaar."
        if given is None:
            continue
        if (given["behandeling"] == "verwijderen") == bool(given.get("wordt")):
            yield f"{place}: wat blijft heeft een naam (wordt), wat verwijderd wordt niet."
        if (given["behandeling"] == "pseudoniem") != bool(given.get("domein")):
            yield f"{place}: een pseudoniem heeft een domein, een andere behandeling niet."


@_validator
def _what_is_kept_has_a_closed_domain(document: Document) -> Iterator[str]:
    """Free text may hold a name; a code, a pattern, a date or a number cannot."""
    for schema, prop in _fields(document):
        custom = custom_properties(prop)
        closed = (
            prop["logicalType"] != "string"
            or prop.get("enum")
            or prop.get("logicalTypeOptions", {}).get("pattern")
            or "codelijst" in custom
            or "persoonsgegeven" in custom
        )
        if not closed:
            yield (
                f"veld {schema['name']}.{prop['name']} is vrije tekst en zou voorbij de landing komen: "
                "geef codes of een patroon, of behandel het als persoonsgegeven (verwijderen)."
            )


@_validator
def _patterns_compile(document: Document) -> Iterator[str]:
    for schema, prop in _fields(document):
        for pattern in (prop.get("logicalTypeOptions", {}).get("pattern"), custom_properties(prop).get("koppatroon")):
            try:
                re.compile(pattern or "")
            except re.error as error:
                yield f"veld {schema['name']}.{prop['name']}: het patroon is geen reguliere expressie ({error})."


@_validator
def _rules_can_run(document: Document) -> Iterator[str]:
    for schema in document["schema"]:
        names = {p["name"] for p in schema["properties"]}
        ids = Counter((kolom, quality["id"]) for kolom, quality in _qualities(schema))
        for kolom, quality in _qualities(schema):
            place = f"regel {schema['name']}.{kolom or '*'}.{quality['id']}"
            if ids[(kolom, quality["id"])] > 1:
                yield f"{place} staat er meer dan een keer."
            if quality["severity"] not in list(Ernst):
                yield f"{place}: severity {quality['severity']} bestaat niet; kies uit {', '.join(Ernst)}."
            yield from (f"{place}: {sentence}" for sentence in _implementation_faults(quality, names))


def _implementation_faults(quality: Document, names: set[str]) -> Iterator[str]:
    if quality.get("type") == "sql":
        query = quality.get("query", "")
        if "{batch}" not in query or "rijnummer" not in query:
            yield "de query kiest rijnummer uit {batch}."
        if quality.get("mustBe") != 0:
            yield "een query hoort nul rijen te geven (mustBe: 0)."
        text = query
    elif quality.get("type") == "custom" and quality.get("engine") == "greatExpectations":
        implementation = quality.get("implementation")
        if not isinstance(implementation, dict) or not str(implementation.get("type", "")).startswith("expect_"):
            yield "implementation noemt een expectation (type: expect_…)."
            return
        text = " ".join(str(value) for value in implementation.get("kwargs", {}).values())
    else:
        yield "een regel is van type sql, of custom met engine greatExpectations."
        return
    used = re.findall(rf"(\w+)__(?:{'|'.join(HELPER_COLUMNS)})\b", text)
    yield from (f"de kolom {name} bestaat niet." for name in sorted(set(used) - names))
