"""What the parts of a contract must say together, each fault as a sentence.

Belongs here: validators over a contract whose form is sound, registered in `_VALIDATORS`; each yields sentences. Does
not belong here: the form (`sources.contract_faults`), and what of a field gets past the landing
(`sources.contract_kept`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sources.contract_document import Document, custom_properties, fields_of, qualities_of
from sources.contract_kept import kept_faults
from sources.contract_model import Ernst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HELPER_COLUMNS = ("datum", "getal", "leesfout", "gevuld")
"""Suffixes of the columns that the reading step adds beside a field, for rules to use: `<veld>__datum` and so on."""

_RESERVED = ("levering_id", "rijnummer", "rij")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FEED = re.compile(r"[a-z0-9]+")
_HELPER = re.compile(rf"\b\w+__(?:{'|'.join(HELPER_COLUMNS)})\b")
_UNKNOWN_TO_DUCKDB = re.compile(r"\(\?(?:=|!|<=|<!|>|P=)|\\[1-9]")

_VALIDATORS: list[Callable[[Document], Iterator[str]]] = []


def meaning_faults(document: Document) -> Iterator[str]:
    """The faults that all validators find together."""
    for validator in _VALIDATORS:
        yield from validator(document)
    yield from kept_faults(document)


def _validator(function: Callable[[Document], Iterator[str]]) -> Callable[[Document], Iterator[str]]:
    _VALIDATORS.append(function)
    return function


@_validator
def _identity(document: Document) -> Iterator[str]:
    properties = custom_properties(document)
    members = [member["feed"] for member in properties.get("feeds", ())]
    if bool(properties.get("feed")) == bool(members):
        yield "een contract beschrijft een feed (feed) of een familie van feeds (feeds), en niet allebei."
        return
    if members and len(document["schema"]) > 1:
        yield "schema: de feeds van een familie delen een tabel, en die geeft de familie haar naam."
    named = f"{document['domain']}-{document['schema'][0]['name'] if members else properties['feed']}"
    if document["id"] != named:
        yield f"id is {document['id']}, maar hoort {named} te zijn."
    for feed, count in Counter(members or [properties["feed"]]).items():
        if not _FEED.fullmatch(feed):
            yield f"feed {feed}: alleen kleine letters en cijfers, anders herkent de landing haar bestanden niet."
        if count > 1:
            yield f"feed {feed} staat er meer dan een keer."


@_validator
def _layout_is_complete(document: Document) -> Iterator[str]:
    layout = custom_properties(document)["layout"]
    if layout["formaat"] == "csv":
        yield from (
            f"layout: een csv heeft een {key}." for key in ("scheidingsteken", "codering") if not layout.get(key)
        )
    if (layout["formaat"] == "odata") != bool(custom_properties(document).get("odata")):
        yield "layout: formaat odata en de eigenschap odata horen bij elkaar."
    if layout["formaat"] != "werkmap" and len(document["schema"]) > 1:
        yield "schema: alleen een werkmap heeft meer dan een tabel."
    for schema in document["schema"]:
        blad = custom_properties(schema).get("blad")
        if (layout["formaat"] == "werkmap") != bool(blad):
            yield f"tabel {schema['name']}: een werkmap heeft per tabel een blad, andere formaten niet."
        if blad and ("naam" in blad) == ("nummer" in blad):
            yield f"tabel {schema['name']}: een blad heeft een naam of een nummer, en niet allebei."


@_validator
def _names_fit_in_sql(document: Document) -> Iterator[str]:
    names = [("tabel", schema["name"]) for schema in document["schema"]]
    names += [(f"veld {schema['name']}", prop["name"]) for schema, prop in fields_of(document)]
    for kind, name in names:
        if not _NAME.fullmatch(name):
            yield f"{kind}: de naam {name} bestaat niet uit kleine letters, cijfers en losse onderstrepingstekens."
        if name in _RESERVED:
            yield f"{kind}: de naam {name} is van ons zelf."


@_validator
def _names_are_unique(document: Document) -> Iterator[str]:
    tables = Counter(schema["name"] for schema in document["schema"])
    yield from (f"tabel {name} staat er meer dan een keer." for name, count in tables.items() if count > 1)
    for schema in document["schema"]:
        props = schema["properties"]
        remaining = [(custom_properties(p).get("persoonsgegeven") or {}).get("wordt") or p["name"] for p in props]
        for kind, names in (("name", [p["name"] for p in props]), ("physicalName", [p["physicalName"] for p in props])):
            twice = [name for name, count in Counter(names).items() if count > 1]
            yield from (f"tabel {schema['name']}: {kind} {name} staat er meer dan een keer." for name in twice)
        twice = [name for name, count in Counter(remaining).items() if count > 1]
        yield from (f"tabel {schema['name']}: twee velden worden in raw allebei {name}." for name in twice)


@_validator
def _patterns_compile(document: Document) -> Iterator[str]:
    for schema, prop in fields_of(document):
        place = f"veld {schema['name']}.{prop['name']}"
        pattern = prop.get("logicalTypeOptions", {}).get("pattern")
        for kind, expression in (("patroon", pattern), ("koppatroon", custom_properties(prop).get("koppatroon"))):
            try:
                re.compile(expression or "")
            except re.error as error:
                yield f"{place}: het {kind} is geen reguliere expressie ({error})."
        if pattern and _UNKNOWN_TO_DUCKDB.search(pattern):
            yield f"{place}: het patroon kijkt vooruit of terug, en dat kent DuckDB niet."
        if custom_properties(prop).get("voorbeeld") and not pattern:
            yield f"{place}: een voorbeeld zegt wat een patroon vraagt, en er is geen patroon."


@_validator
def _rules_can_run(document: Document) -> Iterator[str]:
    for schema in document["schema"]:
        ids = Counter((kolom, quality["id"]) for kolom, quality in qualities_of(schema))
        for (kolom, name), count in ids.items():
            if count > 1:
                yield f"regel {schema['name']}.{kolom or '*'}.{name} staat er meer dan een keer."
        for kolom, quality in qualities_of(schema):
            place = f"regel {schema['name']}.{kolom or '*'}.{quality['id']}"
            if quality["severity"] not in list(Ernst):
                yield f"{place}: severity {quality['severity']} bestaat niet; kies uit {', '.join(Ernst)}."
            yield from (f"{place}: {sentence}" for sentence in _implementation_faults(quality, schema))


def _implementation_faults(quality: Document, schema: Document) -> Iterator[str]:
    if quality.get("type") == "sql":
        query = quality.get("query", "")
        if "{batch}" not in query or "rijnummer" not in query:
            yield "de query kiest rijnummer uit {batch}."
        if quality.get("mustBe") != 0:
            yield "een query hoort nul rijen te geven (mustBe: 0)."
        used = set(_HELPER.findall(query))
    elif quality.get("type") == "custom" and quality.get("engine") == "greatExpectations":
        implementation = quality.get("implementation")
        if not isinstance(implementation, dict) or not str(implementation.get("type", "")).startswith("expect_"):
            yield "implementation noemt een expectation (type: expect_…)."
            return
        if not isinstance(implementation.get("kwargs"), dict):
            yield "implementation heeft geen kwargs."
            return
        given = [value for key, value in implementation["kwargs"].items() if key.startswith("column")]
        used = {str(column) for value in given for column in (value if isinstance(value, list) else [value])}
    else:
        yield "een regel is van type sql, of custom met engine greatExpectations."
        return
    yield from (f"de kolom {name} bestaat niet." for name in sorted(used - judged_columns(schema)))


def judged_columns(schema: Document) -> set[str]:
    """The columns that a rule of this table can speak of."""
    columns = {"rijnummer"}
    for prop in schema["properties"]:
        name, given = prop["name"], custom_properties(prop).get("persoonsgegeven")
        if given is None:
            columns |= {name, *(f"{name}__{helper}" for helper in _helpers(prop))}
            continue
        columns |= {f"{name}__gevuld"} | ({given["wordt"]} if given.get("wordt") else set())
        if given.get("controle") or given["behandeling"] in ("geboortejaar", "postcode4"):
            columns.add(f"{name}__leesfout")
    return columns


def _helpers(prop: Document) -> tuple[str, ...]:
    """The helper columns of a field that is not personal."""
    custom = custom_properties(prop)
    match prop["logicalType"]:
        case "date":
            return ("datum", "leesfout")
        case "number" | "integer":
            return ("getal", "leesfout")
        case _ if custom.get("vorm") or custom.get("vrije_tekst"):
            return ("leesfout",)
        case _:
            return ("getal",) if prop.get("logicalTypeOptions", {}).get("pattern") else ()
