"""What the parts of a contract must say together, each fault as a sentence.

Belongs here: validators over a contract whose form is sound, registered in `_VALIDATORS`; each yields sentences. Does
not belong here: the form (`sources.contract_faults`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sources.contract_document import Document, custom_properties, fields_of, qualities_of
from sources.contract_model import Ernst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HELPER_COLUMNS = ("datum", "getal", "leesfout", "gevuld")
"""Suffixes of the columns that the reading step adds beside a field, for rules to use: `<veld>__datum` and so on."""

HIGHEST_NUMBER = 9_999_999
"""A number this low has too few digits to be a BSN, also where its leading zero was lost."""

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


def _validator(function: Callable[[Document], Iterator[str]]) -> Callable[[Document], Iterator[str]]:
    _VALIDATORS.append(function)
    return function


@_validator
def _identity(document: Document) -> Iterator[str]:
    feed = custom_properties(document)["feed"]
    if document["id"] != f"{document['domain']}-{feed}":
        yield f"id is {document['id']}, maar hoort {document['domain']}-{feed} te zijn."
    if not _FEED.fullmatch(feed):
        yield f"feed {feed}: alleen kleine letters en cijfers, anders herkent de landing haar bestanden niet."


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
        if (layout["formaat"] == "werkmap") != bool(custom_properties(schema).get("blad")):
            yield f"tabel {schema['name']}: een werkmap heeft per tabel een blad, andere formaten niet."


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
def _personal_fields_say_how_they_are_treated(document: Document) -> Iterator[str]:
    for schema, prop in fields_of(document):
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
        if (given.get("domein") == "bsn") != (given.get("controle") == "elfproef"):
            yield f"{place}: het domein bsn en de controle elfproef horen bij elkaar."
        checked = [key for key in ("enum", "logicalTypeOptions") if prop.get(key)] + [
            k for k in ("codelijst",) if k in custom_properties(prop)
        ]
        yield from (
            f"{place}: van een persoonsgegeven blijft de waarde niet over om te toetsen ({key})." for key in checked
        )


@_validator
def _keys_identify_a_row(document: Document) -> Iterator[str]:
    for schema, prop in fields_of(document):
        given = custom_properties(prop).get("persoonsgegeven")
        if prop.get("primaryKey") and given is not None and given["behandeling"] != "pseudoniem":
            yield f"veld {schema['name']}.{prop['name']}: een sleutel die een persoonsgegeven is, wordt een pseudoniem."
        if prop.get("unique") and not prop.get("primaryKey"):
            yield f"veld {schema['name']}.{prop['name']}: aan unique zonder primaryKey doen we niets."


@_validator
def _what_is_kept_has_a_closed_domain(document: Document) -> Iterator[str]:
    """Free text may hold a name; a code, a pattern, a date or a number cannot. A number beside a BSN may be one that
    was typed in the wrong column."""
    for schema, prop in fields_of(document):
        custom = custom_properties(prop)
        options = prop.get("logicalTypeOptions", {})
        place = f"veld {schema['name']}.{prop['name']}"
        if custom.get("persoonsgegeven"):
            continue
        if prop["logicalType"] == "string" and not (
            prop.get("enum") or options.get("pattern") or custom.get("codelijst")
        ):
            yield (
                f"{place} is vrije tekst en zou voorbij de landing komen: "
                "geef codes of een patroon, of behandel het als persoonsgegeven (verwijderen)."
            )
        if (
            prop["logicalType"] in ("number", "integer")
            and _has_bsn(schema)
            and options.get("maximum", HIGHEST_NUMBER + 1) > HIGHEST_NUMBER
        ):
            yield (
                f"{place}: een getal naast een BSN heeft een maximum van ten hoogste {HIGHEST_NUMBER}, anders "
                "past er een BSN in."
            )


def _has_bsn(schema: Document) -> bool:
    return any(
        (custom_properties(prop).get("persoonsgegeven") or {}).get("domein") == "bsn" for prop in schema["properties"]
    )


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
            helpers = {
                "date": ("datum", "leesfout"),
                "number": ("getal", "leesfout"),
                "integer": ("getal", "leesfout"),
            }.get(prop["logicalType"])
            pattern = prop.get("logicalTypeOptions", {}).get("pattern")
            columns |= {name, *(f"{name}__{helper}" for helper in helpers or (("getal",) if pattern else ()))}
            continue
        columns |= {f"{name}__gevuld"} | ({given["wordt"]} if given.get("wordt") else set())
        if given.get("controle") or given["behandeling"] in ("geboortejaar", "postcode4"):
            columns.add(f"{name}__leesfout")
    return columns
