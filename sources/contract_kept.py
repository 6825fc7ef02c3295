"""What of a field gets past the landing, and what a contract must say of it; each fault as a sentence.

Belongs here: validators of personal fields, and of what is kept untreated: it has a closed domain, or stands in a
contract without persons. Does not belong here: other meanings (`sources.contract_meaning`), the treatment itself
(`sources.privacy`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sources.contract_document import Document, custom_properties, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HIGHEST_NUMBER = 9_999_999
"""A number this low has too few digits to be a BSN, also where its leading zero was lost."""


def kept_faults(document: Document) -> Iterator[str]:
    """The faults in what is kept, in all fields together."""
    for schema, prop in fields_of(document):
        place = f"veld {schema['name']}.{prop['name']}"
        given = custom_properties(prop).get("persoonsgegeven")
        if (given is not None) != (prop.get("classification") == "persoonsgegeven"):
            yield f"{place}: classification persoonsgegeven en de eigenschap persoonsgegeven horen bij elkaar."
        if given is not None:
            yield from (f"{place}: {fault}" for fault in _personal(prop, given))
        else:
            yield from (f"{place}: {fault}" for fault in (*_kept(schema, prop), *_typed(document, schema, prop)))
        if prop.get("unique") and not prop.get("primaryKey"):
            yield f"{place}: aan unique zonder primaryKey doen we niets."


def _personal(prop: Document, given: dict[str, Any]) -> Iterator[str]:
    """What a personal field says of its treatment."""
    if (given["behandeling"] == "verwijderen") == bool(given.get("wordt")):
        yield "wat blijft heeft een naam (wordt), wat verwijderd wordt niet."
    if (given["behandeling"] == "pseudoniem") != bool(given.get("domein")):
        yield "een pseudoniem heeft een domein, een andere behandeling niet."
    if (given.get("domein") == "bsn") != (given.get("controle") == "elfproef"):
        yield "het domein bsn en de controle elfproef horen bij elkaar."
    tested = [key for key in ("enum", "logicalTypeOptions") if prop.get(key)]
    tested += [key for key in ("codelijst", "vorm", "vrije_tekst") if custom_properties(prop).get(key)]
    yield from (f"van een persoonsgegeven blijft de waarde niet over om te toetsen ({key})." for key in tested)
    if custom_properties(prop).get("toon_waarde"):
        yield "de waarde van een persoonsgegeven wordt nooit getoond (toon_waarde)."
    if prop.get("primaryKey") and given["behandeling"] != "pseudoniem":
        yield "een sleutel die een persoonsgegeven is, wordt een pseudoniem."


def _kept(schema: Document, prop: Document) -> Iterator[str]:
    """Free text may hold a name; a code, a pattern, a date or a number cannot. A number beside a BSN may be one that
    was typed in the wrong column."""
    custom, options = custom_properties(prop), prop.get("logicalTypeOptions", {})
    closed = [prop.get("enum"), options.get("pattern"), custom.get("codelijst"), custom.get("vorm")]
    if prop["logicalType"] == "string" and not (any(closed) or custom.get("vrije_tekst")):
        yield (
            "een vrije tekst zou voorbij de landing komen: geef codes of een patroon, behandel het veld als "
            "persoonsgegeven (verwijderen), of noem het vrije_tekst als het uit een openbaar document komt."
        )
    highest = options.get("maximum", HIGHEST_NUMBER + 1)
    if prop["logicalType"] in ("number", "integer") and _has_bsn(schema) and highest > HIGHEST_NUMBER:
        yield f"een getal naast een BSN heeft een maximum van ten hoogste {HIGHEST_NUMBER}, anders past er een BSN in."


def _typed(document: Document, schema: Document, prop: Document) -> Iterator[str]:
    """Cells in which people type what they like: what is kept of them, and what is told."""
    custom = custom_properties(prop)
    closed = [key for key in ("enum", "logicalTypeOptions") if prop.get(key)]
    closed += [key for key in ("codelijst", "vorm", "vrije_tekst") if custom.get(key)]
    for key in ("vorm", "vrije_tekst"):
        if custom.get(key) and (prop["logicalType"] != "string" or len(closed) > 1):
            yield f"{key} is voor tekst die op geen andere manier wordt getoetst."
    if any(_treatments(each) for each in document["schema"]):
        if custom.get("vrije_tekst"):
            yield "vrije tekst blijft alleen bewaard in een contract zonder een enkel persoonsgegeven."
        if custom.get("vorm") == "bedrag":
            yield "een bedrag, waarin een BSN past, blijft alleen bewaard in een contract zonder persoonsgegevens."
    if custom.get("hoofdletters_vrij") and not custom.get("codelijst"):
        yield "hoofdletters_vrij is voor de namen van een codelijst."
    if custom.get("toon_waarde") and set(_treatments(schema)) - {"verwijderen"}:
        yield "waar regels over personen gaan, wordt niet getoond wat er staat (toon_waarde)."


def _treatments(schema: Document) -> list[str]:
    """How the personal fields of a table are treated."""
    given = (custom_properties(prop).get("persoonsgegeven") for prop in schema["properties"])
    return [each["behandeling"] for each in given if each]


def _has_bsn(schema: Document) -> bool:
    return any(
        (custom_properties(prop).get("persoonsgegeven") or {}).get("domein") == "bsn" for prop in schema["properties"]
    )
