"""The bands of contracts: what they say, and what of it is a fault."""

from __future__ import annotations

import pytest
import yaml

from sources.contract import CONTRACT_ROOT
from sources.plausibiliteit import band_of, has_empties, has_shares_of_codes, has_sum
from tests.support.contracts import MENZIS, SSD, Change, Document, custom, faults, field, say
from tests.support.warehouse import CONTRACTS


def test_every_contract_says_how_its_deliveries_are_judged_and_why_where_they_are_not():
    for path in sorted(CONTRACT_ROOT.glob("*/*.yml")):
        text = path.read_text(encoding="utf-8")
        bands = custom(yaml.safe_load(text), "plausibiliteit")["value"]
        assert {"rijen", "leeg", "code", "som"} <= bands.keys(), path.name
        if None in bands.values():
            before = text[: text.index("- property: plausibiliteit")].rstrip()
            assert before.rsplit("\n", 1)[-1].strip().startswith("#"), f"{path.name} does not say why it is not judged"


def test_a_feed_with_clients_notices_half_its_rows():
    judged = [c for c in CONTRACTS.values() if c.bron in ("ssd", "gidso", "vis2", "cimot", "kadera", "leergeld")]
    assert len(judged) == 9
    assert all(c.plausibiliteit.rijen is not None and c.plausibiliteit.rijen < 0.5 for c in judged)


def test_a_field_overrides_the_feed_and_null_says_that_there_is_no_such_measure():
    contract = CONTRACTS["leergeld/kinderen"]
    velden = {veld.naam: veld for veld in contract.tabellen[0].velden}
    assert (has_sum(velden["jaar"]), has_shares_of_codes(velden["inkomensgroep"])) == (False, True)
    assert band_of(contract, "code", velden["inkomensgroep"]) == 0.10
    assert band_of(contract, "rijen", None) == 0.25
    voorzieningen = {veld.naam: veld for veld in CONTRACTS["ssd/voorzieningen"].tabellen[0].velden}
    assert has_empties(voorzieningen["datum_einde"])
    assert not has_empties(voorzieningen["bsn"])


def test_the_sum_of_menzis_is_judged_over_the_total_and_not_per_package():
    velden = CONTRACTS[MENZIS].tabellen[0].velden
    assert [veld.naam for veld in velden if has_sum(veld)] == ["totaal"]


def _feed(**bands: object) -> Change:
    return lambda document: custom(document, "plausibiliteit")["value"].update(bands)


def _own(name: str, **bands: object) -> Change:
    def change(document: Document) -> None:
        say(field(document, name), "plausibiliteit", bands)

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_feed(kolommen=0.1), "de eigenschap plausibiliteit.kolommen kennen we niet"),
        (_feed(rijen=0), "plausibiliteit.rijen klopt niet"),
        (_feed(leeg=1.5), "plausibiliteit.leeg klopt niet"),
        (_feed(breuken=["gisteren"]), "plausibiliteit.breuken.0 klopt niet"),
        (_own("regeling", rijen=0.1), "de eigenschap plausibiliteit.rijen kennen we niet"),
        (_own("regeling", leeg=0.1), "een verplicht veld is nooit leeg"),
        (_own("regeling", som=0.1), "alleen een getal, of een veld met een patroon, heeft een som"),
        (_own("datum_einde", code=0.1), "alleen een veld met codes of een patroon heeft een aandeel per code"),
        (_own("postcode", som=0.1), "alleen een getal, of een veld met een patroon, heeft een som"),
    ],
)
def test_a_band_that_says_nothing_is_a_fault(change: Change, says: str):
    found = faults(SSD, change)
    assert [fault for fault in found if says in fault], found


@pytest.mark.parametrize("change", [_own("postcode", leeg=0.2), _own("bedrag_maand", som=None), _feed(rijen=None)])
def test_a_band_of_a_measure_that_a_field_has_is_none(change: Change):
    assert faults(SSD, change) == []
