"""What the SQL of a rule may speak of, each fault as a sentence.

Belongs here: the columns, placeholders, other tables and reference tables that a query can use. Does not belong here:
other meanings of a contract (`sources.contract_meaning`), and running a query (`expectations`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.contract_document import Document, custom_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

HELPER_COLUMNS = ("datum", "getal", "leesfout", "gevuld")
"""Suffixes of the columns that the reading step adds beside a field, for rules to use: `<veld>__datum` and so on."""

_HELPER = re.compile(rf"\b\w+__(?:{'|'.join(HELPER_COLUMNS)})\b")
_PLACEHOLDER = re.compile(r"\{[^{}0-9,][^{}]*\}")  # `{2}` and `{1,3}` belong to a regular expression
_REFERENCE = re.compile(r"\breferentie\.(\w+)")
_FILLED_IN = ("{batch}", "{peildatum}", "{jaarbegin}", "{gemeente_code}", "{feed}")
_FOUND = re.compile(r" AS gevonden\b")


def query_faults(document: Document, quality: Document, schema: Document) -> Iterator[str]:
    """The faults in one rule of type sql."""
    query = quality.get("query", "")
    if "{batch}" not in query or "rijnummer" not in query:
        yield "de query kiest rijnummer uit {batch}."
    if quality.get("mustBe") != 0:
        yield "een query hoort nul rijen te geven (mustBe: 0)."
    speaks_of = {f"{{tabel:{table['name']}}}": table for table in document["schema"]}
    used = set(_PLACEHOLDER.findall(query))
    for placeholder in sorted(used - {*_FILLED_IN, *speaks_of}):
        if placeholder.startswith("{tabel:"):
            yield f"{placeholder} is geen tabel van dit contract; kies uit {', '.join(speaks_of)}."
        else:
            yield f"{placeholder} kennen we niet; kies uit {', '.join(_FILLED_IN)} en {{tabel:<naam>}}."
    named = custom_properties(document).get("referenties") or ()
    for name in sorted(set(_REFERENCE.findall(query)) - set(named)):
        yield f"referentie.{name} staat niet bij de referenties van het contract."
    if _FOUND.search(query) and any(_is_personal(prop) for table in document["schema"] for prop in table["properties"]):
        yield "een query vertelt alleen wat er gevonden is (gevonden) in een contract zonder een enkel persoonsgegeven."
    known = judged_columns(schema).union(*(judged_columns(speaks_of[p]) for p in used & speaks_of.keys()))
    yield from (f"de kolom {name} bestaat niet." for name in sorted(set(_HELPER.findall(query)) - known))


def _is_personal(prop: Document) -> bool:
    return "persoonsgegeven" in custom_properties(prop)


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
