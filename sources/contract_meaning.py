"""What the parts of a contract must say together, each fault as a sentence.

Belongs here: validators over a contract whose form is sound, registered in `_VALIDATORS`; each yields sentences. Does
not belong here: the form (`sources.contract_faults`), what of a field gets past the landing (`sources.contract_kept`),
when a feed is due (`sources.kalender`), and the SQL of rules (`sources.contract_queries`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sources.contract_document import Document, custom_properties, fields_of, qualities_of
from sources.contract_kept import kept_faults
from sources.contract_model import Ernst
from sources.contract_period_faults import period_faults
from sources.contract_queries import judged_columns, query_faults
from sources.kalender import calendar_faults
from sources.plausibiliteit import plausibility_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RESERVED = ("levering_id", "rijnummer", "rij")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FEED = re.compile(r"[a-z0-9]+")
_UNKNOWN_TO_DUCKDB = re.compile(r"\(\?(?:=|!|<=|<!|>|P=)|\\[1-9]")

_VALIDATORS: list[Callable[[Document], Iterator[str]]] = []


def meaning_faults(document: Document) -> Iterator[str]:
    """The faults that all validators find together."""
    for validator in _VALIDATORS:
        yield from validator(document)
    yield from kept_faults(document)
    yield from period_faults(document)
    yield from calendar_faults(document)
    yield from plausibility_faults(document)


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
    if layout["formaat"] not in ("werkmap", "iv3") and len(document["schema"]) > 1:
        yield "schema: alleen een werkmap of een Iv3-levering heeft meer dan een tabel."
    for schema in document["schema"]:
        blad = custom_properties(schema).get("blad")
        if (layout["formaat"] == "werkmap") != bool(blad):
            yield f"tabel {schema['name']}: een werkmap heeft per tabel een blad, andere formaten niet."
        if blad and ("naam" in blad) == ("nummer" in blad):
            yield f"tabel {schema['name']}: een blad heeft een naam of een nummer, en niet allebei."


@_validator
def _area_is_in_the_name_of_a_file(document: Document) -> Iterator[str]:
    properties = custom_properties(document)
    area = properties.get("gebied_code")
    if area and properties.get("odata"):
        yield "gebied_code zegt waarmee de naam van een bestand begint, en een oogst is geen bestand van de bron."
    if area and area.startswith("GM"):
        yield f"gebied_code {area} is die van een gemeente; een feed van gemeenten heeft geen gebied_code."


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
            yield from (f"{place}: {sentence}" for sentence in _implementation_faults(document, quality, schema))


def _implementation_faults(document: Document, quality: Document, schema: Document) -> Iterator[str]:
    if quality.get("type") == "sql":
        yield from query_faults(document, quality, schema)
        return
    if quality.get("type") == "custom" and quality.get("engine") == "greatExpectations":
        implementation = quality.get("implementation")
        if not isinstance(implementation, dict) or not str(implementation.get("type", "")).startswith("expect_"):
            yield "implementation noemt een expectation (type: expect_…)."
            return
        if not isinstance(implementation.get("kwargs"), dict):
            yield "implementation heeft geen kwargs."
            return
        given = [value for key, value in implementation["kwargs"].items() if key.startswith("column")]
        used = {str(column) for value in given for column in (value if isinstance(value, list) else [value])}
        yield from (f"de kolom {name} bestaat niet." for name in sorted(used - judged_columns(schema)))
    else:
        yield "een regel is van type sql, of custom met engine greatExpectations."
