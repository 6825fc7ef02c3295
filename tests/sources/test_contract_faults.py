"""Everything that can be wrong with a contract, each with a contract that must fail it, and only it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from sources.contract import CONTRACT_ROOT
from sources.contract import _contract as translate
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
    )
}
SSD, VIS2, MENZIS, CBS = "ssd/uitkeringen", "vis2/opvang", "menzis/garantverzorgd", "cbs/bevolking"


def field(document: Document, name: str, table: int = 0) -> Document:
    found: Document = next(p for p in document["schema"][table]["properties"] if p["name"] == name)
    return found


def custom(element: Document, name: str) -> Document:
    """The custom property of this name, as the mapping with its value."""
    found: Document = next(p for p in element["customProperties"] if p["property"] == name)
    return found


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


@pytest.mark.parametrize("feed", sorted(DOCUMENTS))
def test_the_contracts_that_are_broken_here_are_sound(feed: str):
    assert faults(feed) == []


FORM: list[tuple[str, str, Change, str]] = [
    # the standard
    ("an unknown key", SSD, lambda d: d.update(eigenaar="x"), "past niet bij de Open Data Contract Standard"),
    ("an unknown key of a field", SSD, lambda d: field(d, "bsn").update(primarykey=True),
        "past niet bij de Open Data Contract Standard"),
    ("an unknown key of a rule", SSD, lambda d: rule(d).update(serverity="fout"),
        "past niet bij de Open Data Contract Standard"),
    ("no version", SSD, lambda d: remove(d, "version"), "past niet bij de Open Data Contract Standard"),
    ("tables that are no list", SSD, lambda d: d.update(schema="x"), "past niet bij de Open Data Contract Standard"),
    # what the standard leaves free
    *((f"no {key}", SSD, lambda d, key=key: remove(d, key), f"{key} ontbreekt.") for key in ("domain", "name",
        "schema", "slaProperties")),
    ("no team", SSD, lambda d: remove(d, "team"), "team.name ontbreekt."),
    ("a team without a name", SSD, lambda d: d.update(team={"description": "x"}), "team.name ontbreekt."),
    ("a team as a list of people", SSD, lambda d: d.update(team=[{"username": "x"}]), "team.name ontbreekt."),
    ("no purpose", SSD, lambda d: remove(d["description"], "purpose"), "description.purpose ontbreekt."),
    ("no usage", SSD, lambda d: remove(d["description"], "usage"), "description.usage ontbreekt."),
    ("no frequency", SSD, lambda d: d["slaProperties"][0].update(property="latency"), "hoe vaak de feed komt"),
    ("a frequency that is a number", SSD, lambda d: d["slaProperties"][0].update(value=1), "hoe vaak de feed komt"),
    ("a table without fields", SSD, lambda d: remove(d["schema"][0], "properties"), "er staan geen velden in"),
    ("a table without a meaning", SSD, lambda d: remove(d["schema"][0], "dataGranularityDescription"),
        "dataGranularityDescription ontbreekt"),
    *(
        (f"a field without {key}", SSD, lambda d, key=key: remove(field(d, "regeling"), key),
            f"veld uitkeringen.regeling: {key} ontbreekt.")
        for key in ("physicalName", "description")
    ),
    ("a field without a type", SSD, lambda d: remove(field(d, "regeling"), "logicalType"),
        "past niet bij de Open Data Contract Standard"),
    ("a type that we do not read", SSD, lambda d: field(d, "regeling").update(logicalType="boolean"),
        "logicalType boolean kennen we niet"),
    ("a limit that we do not check", SSD, lambda d: field(d,
        "bedrag_maand").update(logicalTypeOptions={"exclusiveMaximum": 9, "maximum": 9}),
     "aan exclusiveMaximum doen we niets"),
    ("a code without quotes", SSD, lambda d: field(d, "regeling")["enum"].append({"value": 11}),
        "de code 11 is geen tekst; zet er aanhalingstekens"),
    *(
        (f"a rule without {key}", SSD, lambda d, key=key: remove(rule(d, "datum_einde"), key),
            f"een regel bij datum_einde heeft geen {key}.")
        for key in ("id", "description", "severity", "dimension")
    ),
    # our custom properties
    ("an unknown property", SSD, lambda d: d["customProperties"].append({"property": "peildatum_tot", "value": "x"}),
     "het contract: de eigenschap peildatum_tot kennen we niet."),
    ("an unknown property of a table", SSD, lambda d: d["schema"][0].update(customProperties=[{"property": "tabblad",
        "value": 1}]),
     "tabel uitkeringen: de eigenschap tabblad kennen we niet."),
    ("an unknown property of a field", SSD, lambda d: field(d,
        "regeling").update(customProperties=[{"property": "code", "value": 1}]),
     "veld uitkeringen.regeling: de eigenschap code kennen we niet."),
    ("a property that stands there twice", SSD, lambda d: d["customProperties"].append({"property": "feed",
        "value": "anders"}),
     "de eigenschap feed staat er meer dan een keer."),
    ("no layout", SSD, lambda d: d["customProperties"].remove(custom(d, "layout")), "de eigenschap layout ontbreekt."),
    ("no share of quarantine", SSD, lambda d: d["customProperties"].remove(custom(d, "maximaal_aandeel_quarantaine")),
     "de eigenschap maximaal_aandeel_quarantaine ontbreekt."),
    ("a share above one", SSD, lambda d: custom(d, "maximaal_aandeel_quarantaine").update(value=5),
        "maximaal_aandeel_quarantaine klopt niet"),
    ("a period that is no date", VIS2, lambda d: custom(d, "peildatum_tot_en_met").update(value="eind 2023"),
        "peildatum_tot_en_met klopt niet"),
    ("an unknown key of the layout", SSD, lambda d: layout(d).update(kopregel=1),
        "de eigenschap layout.kopregel kennen we niet."),
    ("an unknown format", SSD, lambda d: layout(d).update(formaat="json"), "layout.formaat klopt niet"),
    ("an unknown code page", SSD, lambda d: layout(d).update(codering="latin-1"), "layout.codering klopt niet"),
    ("an unknown notation of dates", SSD, lambda d: layout(d).update(datumvormen=["mm-dd-jjjj"]),
        "layout.datumvormen.0 klopt niet"),
    ("no notation of dates", SSD, lambda d: layout(d).update(datumvormen=[]), "layout.datumvormen klopt niet"),
    ("a delimiter of two letters", SSD, lambda d: layout(d).update(scheidingsteken="||"),
        "layout.scheidingsteken klopt niet"),
    ("an extension with its dot", SSD, lambda d: layout(d).update(extensie=".csv"), "layout.extensie klopt niet"),
    ("a closing line without its number", SSD, lambda d: layout(d).update(slotregel="#EINDE"),
        "layout.slotregel klopt niet"),
    ("a closing line with another number", SSD, lambda d: layout(d).update(slotregel="#EINDE;{records}"),
        "layout.slotregel klopt niet"),
    ("a sheet without its header row", VIS2, lambda d: remove(custom(d["schema"][0], "blad")["value"], "kopregel"),
        "blad.kopregel ontbreekt"),
    ("a header row 0", VIS2, lambda d: custom(d["schema"][0], "blad")["value"].update(kopregel=0),
        "blad.kopregel klopt niet"),
    ("a cell that is none", VIS2, lambda d: custom(d["schema"][0], "blad")["value"].update(peildatumcel="2A"),
        "blad.peildatumcel klopt niet"),
    ("a sheet name with an unknown part", MENZIS, lambda d: custom(d["schema"][0],
        "blad")["value"].update(naam="V {maand}"), "blad.naam klopt niet"),
    ("an unknown treatment", SSD, lambda d: personal(d, "bsn").update(behandeling="hash"),
        "persoonsgegeven.behandeling klopt niet"),
    ("a treatment without its kind", SSD, lambda d: remove(personal(d, "bsn"), "behandeling"),
        "persoonsgegeven.behandeling ontbreekt"),
    ("a domain with a quote", SSD, lambda d: personal(d, "huishoudnr").update(domein="ssd'x"),
        "persoonsgegeven.domein klopt niet"),
    ("a remaining column with a space", SSD, lambda d: personal(d, "bsn").update(wordt="persoon id"),
        "persoonsgegeven.wordt klopt niet"),
    ("an unknown check", SSD, lambda d: personal(d, "bsn").update(controle="modulus97"),
        "persoonsgegeven.controle klopt niet"),
    ("an unknown code list", "gidso/voorzieningen", lambda d: custom(field(d, "woonplaats_gemeente"),
        "codelijst").update(value="land"),
     "codelijst klopt niet"),
    ("a start that is no date", MENZIS, lambda d: custom(field(d, "garantverzorgd_overig"),
        "geldig_vanaf").update(value="2025"),
     "geldig_vanaf klopt niet"),
]  # fmt: skip

MEANING: list[tuple[str, str, Change, str]] = [
    ("another id", SSD, lambda d: d.update(id="ssd-anders"), "id is ssd-anders, maar hoort ssd-uitkeringen te zijn."),
    ("a feed that no file name can hold", SSD,
     lambda d: (custom(d, "feed").update(value="uit_keringen"), d.update(id="ssd-uit_keringen")),
     "herkent de landing haar bestanden niet"),
    ("a csv without a delimiter", SSD, lambda d: remove(layout(d), "scheidingsteken"),
        "layout: een csv heeft een scheidingsteken."),
    ("a csv without a code page", SSD, lambda d: remove(layout(d), "codering"), "layout: een csv heeft een codering."),
    ("an API without its table", CBS, lambda d: d["customProperties"].remove(custom(d, "odata")),
        "formaat odata en de eigenschap odata horen bij"),
    ("a file with a table of an API", SSD, lambda d: d["customProperties"].append({"property": "odata",
        "value": {"tabel": "x", "filter": ""}}),
     "formaat odata en de eigenschap odata horen bij"),
    ("a workbook without a sheet", VIS2, lambda d: remove(d["schema"][1], "customProperties"),
        "tabel maatschappelijke_opvang: een werkmap heeft per"),
    ("a csv with a sheet", SSD, lambda d: d["schema"][0].update(customProperties=[{"property": "blad",
        "value": {"naam": "x", "kopregel": 1}}]),
     "tabel uitkeringen: een werkmap heeft per tabel een blad"),
    ("a csv of two tables", SSD, lambda d: d["schema"].append({**copy.deepcopy(d["schema"][0]), "name": "partners"}),
        "alleen een werkmap heeft meer"),
    ("a name with capitals", SSD, lambda d: field(d, "regeling").update(name="Regeling"),
        "de naam Regeling bestaat niet uit kleine letters"),
    ("a table with a space", MENZIS, lambda d: d["schema"][0].update(name="garant verzorgd"),
        "de naam garant verzorgd bestaat niet uit kleine"),
    ("a name with two underscores", SSD, lambda d: field(d, "regeling").update(name="regeling__datum"),
        "regeling__datum bestaat niet uit kleine"),
    ("a name of ours", SSD, lambda d: field(d, "regeling").update(name="rijnummer"),
        "de naam rijnummer is van ons zelf."),
    ("a field twice", SSD, lambda d: field(d, "regeling").update(name="bedrag_maand"),
        "name bedrag_maand staat er meer dan een keer."),
    ("a header twice", SSD, lambda d: field(d, "regeling").update(physicalName="BSN"),
        "physicalName BSN staat er meer dan een keer."),
    ("a table twice", VIS2, lambda d: d["schema"][1].update(name="beschermd_wonen"),
        "tabel beschermd_wonen staat er meer dan een keer."),
    ("two fields that become one", SSD, lambda d: personal(d, "bsn_partner").update(wordt="persoon_id"),
        "twee velden worden in raw allebei persoon_id"),
    ("a personal field that is not classified", SSD, lambda d: remove(field(d, "bsn"), "classification"),
        "veld uitkeringen.bsn: classification"),
    ("a classified field without a treatment", SSD, lambda d: remove(field(d, "geboortedatum"), "customProperties"),
     "veld uitkeringen.geboortedatum: classification"),
    ("a treatment that leaves nothing to name", SSD, lambda d: personal(d, "reden_einde").update(wordt="reden"),
        "wat verwijderd wordt niet."),
    ("what remains has no name", SSD, lambda d: remove(personal(d, "postcode"), "wordt"),
        "wat blijft heeft een naam (wordt)"),
    ("a pseudonym without a domain", SSD, lambda d: remove(personal(d, "huishoudnr"), "domein"),
        "een pseudoniem heeft een domein"),
    ("a domain without a pseudonym", SSD, lambda d: personal(d, "postcode").update(domein="ssd.postcode"),
        "een andere behandeling niet."),
    ("a BSN without its proof", SSD, lambda d: remove(personal(d, "bsn"), "controle"),
        "het domein bsn en de controle elfproef horen bij elkaar."),
    ("the proof on another number", SSD, lambda d: personal(d, "huishoudnr").update(controle="elfproef"),
        "domein bsn en de controle elfproef"),
    ("a pattern on a personal field", SSD, lambda d: field(d,
        "huishoudnr").update(logicalTypeOptions={"pattern": "H[0-9]+"}),
     "blijft de waarde niet over om te toetsen (logicalTypeOptions)"),
    ("codes on a personal field", SSD, lambda d: field(d, "reden_einde").update(enum=[{"value": "x"}]),
        "niet over om te toetsen (enum)"),
    ("a key that is removed", SSD, lambda d: field(d, "reden_einde").update(primaryKey=True),
        "een sleutel die een persoonsgegeven is, wordt een"),
    ("unique and no key", SSD, lambda d: field(d, "bsn").update(unique=True),
        "aan unique zonder primaryKey doen we niets."),
    ("free text that is kept", SSD, lambda d: remove(field(d, "regeling"), "enum"),
        "veld uitkeringen.regeling is vrije tekst"),
    ("free text without its treatment", SSD,
     lambda d: (remove(field(d, "reden_einde"), "customProperties"), remove(field(d, "reden_einde"),
     "classification")), "reden_einde is vrije tekst"),
    ("a number without a maximum beside a BSN", SSD, lambda d: field(d,
        "bedrag_maand").update(logicalTypeOptions={"minimum": 0}), "anders past er een BSN"),
    ("a number with room for a BSN", SSD, lambda d: field(d,
        "bedrag_maand")["logicalTypeOptions"].update(maximum=99_999_999), "anders past er een BSN"),
    ("a pattern that does not compile", MENZIS, lambda d: field(d,
        "totaal").update(logicalTypeOptions={"pattern": "([0-9]+"}), "totaal: het patroon"),
    ("a pattern that DuckDB does not know", MENZIS, lambda d: field(d,
        "totaal").update(logicalTypeOptions={"pattern": "(?!0)[0-9]+"}),
     "dat kent DuckDB niet"),
    ("a header pattern that does not compile", MENZIS, lambda d: custom(field(d, "garantverzorgd_overig"),
        "koppatroon").update(value="*"),
     "het koppatroon is geen reguliere expressie"),
    ("a rule twice", SSD, lambda d: d["schema"][0]["quality"].append(copy.deepcopy(rule(d))),
        "regel uitkeringen.*.buiten_de_periode staat er meer"),
    ("an unknown severity", SSD, lambda d: rule(d).update(severity="error"),
        "severity error bestaat niet; kies uit fataal, fout, waarschuwing."),
    ("a query that reads nothing", SSD, lambda d: rule(d).update(query="SELECT rijnummer FROM uitkeringen"),
        "de query kiest rijnummer uit {batch}."),
    ("a query that selects no row numbers", SSD, lambda d: rule(d).update(query="SELECT * FROM {batch}"),
        "de query kiest rijnummer uit {batch}."),
    ("a query that may find rows", SSD, lambda d: (remove(rule(d), "mustBe"), rule(d).update(mustBeLessThan=5)),
        "hoort nul rijen te geven"),
    ("a rule on a date that is none", SSD,
        lambda d: rule(d).update(query="SELECT rijnummer FROM {batch} WHERE regeling__datum > DATE '{peildatum}'"),
     "de kolom regeling__datum bestaat niet."),
    ("a rule on an unknown field", SSD,
        lambda d: rule(d).update(query="SELECT rijnummer FROM {batch} WHERE start__datum IS NULL"),
     "de kolom start__datum bestaat niet."),
    ("an expectation on an unknown column", SSD, lambda d: kwargs(d, "datum_einde").update(column_B="begin__datum"),
        "de kolom begin__datum bestaat niet."),
    ("an expectation on what is not kept", SSD, lambda d: kwargs(d, "datum_einde").update(column_B="bsn"),
        "de kolom bsn bestaat niet."),
    ("an expectation without its name", SSD, lambda d: remove(rule(d, "datum_einde")["implementation"], "type"),
        "implementation noemt een expectation"),
    ("an expectation of another kind", SSD, lambda d: rule(d, "datum_einde")["implementation"].update(type="verwacht"),
        "noemt een expectation"),
    ("an expectation without arguments", SSD, lambda d: rule(d, "datum_einde")["implementation"].update(kwargs=None),
        "implementation heeft geen kwargs."),
    ("a rule of another engine", SSD, lambda d: rule(d, "datum_einde").update(engine="soda"),
        "een regel is van type sql, of custom met engine"),
    ("a rule in words", SSD, lambda d: (remove(rule(d), "query"), remove(rule(d), "mustBe"),
        rule(d).update(type="text")), "een regel is van type sql"),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "change", "says"), [case[1:] for case in FORM], ids=[case[0] for case in FORM])
def test_a_contract_of_the_wrong_form_says_so(feed: str, change: Change, says: str):
    found = faults(feed, change)
    assert [fault for fault in found if says in fault], found


@pytest.mark.parametrize(("feed", "change", "says"), [case[1:] for case in MEANING], ids=[case[0] for case in MEANING])
def test_a_contract_whose_parts_do_not_fit_says_so_in_one_sentence(feed: str, change: Change, says: str):
    found = faults(feed, change)
    assert [fault for fault in found if says in fault], found
    related = {"a name with two underscores", "a field twice", "a name with capitals", "a key that is removed"}
    assert len(found) == 1 or any(case[2] is change and case[0] in related for case in MEANING), found


def test_all_faults_of_a_step_are_listed_at_once():
    found = faults(
        SSD,
        lambda d: d.update(id="x"),
        lambda d: remove(field(d, "regeling"), "enum"),
        lambda d: rule(d).update(severity="hoog"),
        lambda d: remove(personal(d, "bsn"), "controle"),
    )
    assert len(found) == 4


def test_one_mistake_is_not_told_three_times():
    """An unknown treatment is a fault of form; what the parts mean together is only asked when the form is sound."""
    assert len(faults(SSD, lambda d: personal(d, "postcode").update(behandeling="wissen"))) == 1


def shape(path: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple("#" if isinstance(key, int) else key for key in path)


def nodes(element: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = element.items() if isinstance(element, dict) else enumerate(element) if isinstance(element, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from nodes(value, (*path, key))


def compact(feed: str) -> Document:
    """The contract with one field of every kind: damage to the next one like it would tell nothing new."""
    document = copy.deepcopy(DOCUMENTS[feed])
    del document["schema"][1:]
    kinds = {
        str([shape(path) for path in nodes(prop)]) + prop["logicalType"]: prop
        for prop in reversed(document["schema"][0]["properties"])
    }
    document["schema"][0]["properties"] = list(kinds.values())
    return document


COMPACT = {feed: compact(feed) for feed in (SSD, VIS2, MENZIS)}
PLACES = {shape(path): (feed, path) for feed in reversed(COMPACT) for path in nodes(COMPACT[feed])}
"""Every place in a contract once, wherever it occurs first."""


@pytest.mark.parametrize("value", ["<gone>", None, "onzin!", {}], ids=str)
def test_no_damage_to_a_contract_ends_in_anything_but_readable_faults(value: Any):
    for feed, path in PLACES.values():
        damaged = copy.deepcopy(COMPACT[feed])
        parent = damaged
        for key in path[:-1]:
            parent = parent[key]
        if value == "<gone>":
            del parent[path[-1]]
        else:
            parent[path[-1]] = value
        found = faults_of(damaged)
        assert all(isinstance(fault, str) and fault for fault in found), path
        if not found:
            translate(damaged)  # what has no faults must be a contract
