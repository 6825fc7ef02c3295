"""What can be wrong with the form of a contract, each with a contract that must fail it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from sources.contract import _contracts as translate
from sources.contract_faults import faults_of
from tests.support.contracts import (
    CBS,
    DOCUMENTS,
    LANDELIJK,
    MENZIS,
    OPGAVE,
    PC,
    SSD,
    VIS2,
    Change,
    Document,
    custom,
    faults,
    field,
    layout,
    members,
    personal,
    remove,
    rule,
    say,
    sheet,
)


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
    ("an unknown property of a rule", SSD, lambda d: say(rule(d), "bepaalt_jaar"),
        "regel uitkeringen.*.buiten_de_periode: de eigenschap bepaalt_jaar kennen we niet."),
    ("a property of a rule that is no yes or no", SSD, lambda d: custom(rule(d), "bepaalt_periode").update(value="2024"),
        "regel uitkeringen.*.buiten_de_periode: bepaalt_periode klopt niet"),
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
    *((what, SSD, lambda d, says=says: d["slaProperties"][0].update(says), "zegt niet hoe vaak de feed komt")
        for what, says in (("no frequency", {"property": "latency"}), ("a frequency of old", {"value": "1m"}),
            ("a frequency of two months", {"value": 2}), ("a frequency of a week", {"unit": "w"}),
            ("a frequency that is yes", {"value": True}), ("a pace of its own per month", {"value": "eigen"}))),
    ("a frequency twice", SSD, lambda d: d["slaProperties"].append(dict(d["slaProperties"][0])), "hoe vaak de feed komt"),
    *((what, SSD, lambda d, says=says: d["slaProperties"][1].update(says), "zegt niet hoe laat de feed mag zijn")
        for what, says in (("a latency in months", {"unit": "m"}), ("a latency in words", {"value": "45"}),
            ("a latency that is yes", {"value": True}), ("a latency before the peildatum", {"value": -1}))),
    ("a latency twice", SSD, lambda d: d["slaProperties"].append(dict(d["slaProperties"][1])), "hoe laat de feed mag zijn"),
    ("a promise that nobody keeps", SSD, lambda d: d["slaProperties"].append({"property": "availability", "value": 99}),
        "aan availability doen we niets; kies uit frequency en latency."),
    ("nobody to call", SSD, lambda d: remove(d, "support"), "support zegt niet wie te bellen is"),
    ("somebody to call without an address", SSD, lambda d: remove(d["support"][0], "url"),
        "support zegt niet wie te bellen is"),
    ("a page to call", SSD, lambda d: d["support"][0].update(url="https://gemeente.example"),
        "support zegt niet wie te bellen is"),
    ("two to call", SSD, lambda d: d["support"].append(dict(d["support"][0])), "support zegt niet wie te bellen is"),
    ("a family with one to call", OPGAVE, lambda d: d.update(support=[{"channel": "x", "url": "mailto:x@y.example"}]),
        "in een familie zegt elk lid zelf wie te bellen is (contact)."),
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
    ("unknown reference data", LANDELIJK, lambda d: custom(d, "referenties").update(value=["taakveld", "voetbal"]),
        "het contract: referenties.1 klopt niet: Input should be 'gemeente', 'gemeenteomvang', 'taakveld', "),
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
    ("an area that begins no file name", LANDELIJK, lambda d: custom(d, "gebied_code").update(value="Nederland"),
        "gebied_code klopt niet"),
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
    ("a sheet number 0", PC, lambda d: sheet(d).update(nummer=0), "blad.nummer klopt niet"),
    ("an unknown form", OPGAVE, lambda d: custom(field(d, "waarde"), "vorm").update(value="geschreven"),
        "vorm klopt niet"),
    ("a member without its owner", OPGAVE, lambda d: remove(members(d)[0], "eigenaar"),
        "de eigenschap feeds.0.eigenaar ontbreekt."),
    ("a member whom nobody can call", OPGAVE, lambda d: remove(members(d)[0], "contact"),
        "de eigenschap feeds.0.contact ontbreekt."),
    ("a member at an unknown pace", OPGAVE, lambda d: members(d)[0].update(frequentie="1y"),
        "feeds.0.frequentie klopt niet"),
    ("a window from a day that is none", CBS, lambda d: custom(d, "publicatievenster")["value"].update(van="mei"),
        "publicatievenster.van klopt niet"),
    ("a window without an end", CBS, lambda d: remove(custom(d, "publicatievenster")["value"], "tot_en_met"),
        "publicatievenster.tot_en_met ontbreekt"),
    ("a successor that is no feed", VIS2, lambda d: custom(d, "opvolger").update(value="CIMOT"), "opvolger klopt niet"),
    ("an unknown key of a member", OPGAVE, lambda d: members(d)[0].update(layout="x"),
        "de eigenschap feeds.0.layout kennen we niet."),
    ("a start that is no date", MENZIS, lambda d: custom(field(d, "garantverzorgd_overig"),
        "geldig_vanaf").update(value="2025"),
        "geldig_vanaf klopt niet"),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "change", "says"), [case[1:] for case in FORM], ids=[case[0] for case in FORM])
def test_a_contract_of_the_wrong_form_says_so(feed: str, change: Change, says: str):
    found = faults(feed, change)
    assert [fault for fault in found if says in fault], found


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


@pytest.mark.parametrize("value", ["<gone>", "onzin!", {}], ids=str)
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
            translate(damaged, "x")  # what has no faults must be a contract
