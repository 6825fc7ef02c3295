"""Files as they go wrong in practice, of every feed: what becomes of each is known to the row and to the letter.

The files are made from sound ones (`tests.support.corrupt.faults_*`); what is expected of each stands in
`corrupt/*.yml`, under the same words: its status, its rows, how often each rule is broken, and the whole reason. Whoever
changes a message changes it there as well, and reads it as its receiver will. Rules row by row are in
`test_every_rule.py`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.support.corrupt.all_faults import GROEPEN, Genummerd, numbered
from tests.support.corrupt.delivery import Corrupt, sound
from tests.support.corrupt.reader_rules import reader_rules, readers_unknown
from tests.support.corrupt.sound import NAAM
from tests.support.corrupt.writing import file_name
from tests.support.extracts import bsn, wrong_bsn
from tests.support.iv3 import PERSONAL
from tests.support.spill import spilled
from tests.support.warehouse import CONTRACTS

if TYPE_CHECKING:
    from tests.support.warehouse import Record, Warehouse

    Outcomes = dict[str, tuple[Record, list[Record]]]

VERWACHT = {
    group: yaml.safe_load((Path(__file__).parent / "corrupt" / f"{group}.yml").read_text(encoding="utf-8"))
    for group in GROEPEN
}
EXPECTED: dict[str, Any] = {wat: told for group in VERWACHT.values() for wat, told in group.items()}
ALL = list(numbered())
SOUND = [
    Genummerd(Corrupt("nothing", feed, sound(feed)), file_name(CONTRACTS[feed], 99))
    for feed in ("ssd/uitkeringen", "gidso/voorzieningen", "vis2/opvang", "pc/acties", "cbs/bevolking")
]
FEEDS = tuple(dict.fromkeys(each.corrupt.feed for each in ALL))
_WHAT_TO_DO = (
    "lever",
    "verbeter",
    "verwijder",
    "herstel",
    "meld",
    "laat",
    "gelezen",
    "dwh propose",
    "geladen",
    "bewaard",
)


def put(warehouse: Warehouse, each: Genummerd, content: bytes) -> None:
    contract = CONTRACTS[each.corrupt.feed]
    if contract.odata:
        warehouse.store_harvest(each.naam, content)
    else:
        warehouse.deliver(contract.bron, each.naam, content, digest=each.corrupt.digest)


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Warehouse:
    """One night in which everything arrives at once, after one for what some of it comes to replace."""
    earlier = [each for each in ALL if each.corrupt.eerder is not None]
    for each in earlier:
        put(shared_warehouse, each, each.corrupt.eerder or b"")
    shared_warehouse.load(*{each.corrupt.feed for each in earlier})
    for each in (*ALL, *SOUND):
        put(shared_warehouse, each, each.corrupt.inhoud)
    outcome = shared_warehouse.load(*FEEDS)
    assert [uitslag.mislukt for uitslag in outcome.values()] == [[]] * len(FEEDS), "an error of ours"
    return shared_warehouse


@pytest.fixture(scope="module")
def became(night: Warehouse) -> Outcomes:
    """Of each delivery its entry, and the checks that failed. What is only unusual beside the delivery before it
    (`plausibel_*`) has tests of its own."""
    failed: dict[str, list[Record]] = {}
    for check in sorted(night.failed(), key=lambda check: (check["controle_id"], check["reden"])):
        if check["levering_id"] and not check["regel"].startswith("plausibel_"):
            failed.setdefault(check["levering_id"], []).append(check)
    entries = {(row["bron"], row["bestandsnaam"]): row for row in night.leveringen() if row["run_id"] == "run-2"}
    found = {each.corrupt.wat: entries[CONTRACTS[each.corrupt.feed].bron, each.naam] for each in ALL}
    return {wat: (entry, failed.get(entry["levering_id"], [])) for wat, entry in found.items()}


@pytest.mark.parametrize("wat", [each.corrupt.wat for each in ALL])
def test_a_corrupt_delivery_gets_its_status_its_counts_and_its_message(became: Outcomes, wat: str):
    entry, failed = became[wat]
    expected = EXPECTED[wat]
    assert entry["status"] == expected["status"]
    assert {kind: entry[f"rijen_{kind}"] for kind in ("gelezen", "geladen", "quarantaine")} == expected["rijen"]
    counts: Counter[str] = Counter()
    for check in failed:
        counts[check["controle_id"]] += check["aantal_fout"]
    assert counts == expected["controles"]
    reden = entry["reden"] or ""
    assert entry["reden"] == expected["reden"]
    told = [c["reden"] for c in failed if ".bestand." in c["controle_id"] and not reden.startswith(c["reden"])]
    assert told == expected.get("meldingen", [])


def test_every_row_that_was_read_is_loaded_or_in_the_quarantine(became: Outcomes):
    for wat, (entry, _) in became.items():
        assert entry["rijen_gelezen"] == entry["rijen_geladen"] + entry["rijen_quarantaine"], wat
        assert entry["rijen_geladen"] == 0 or entry["status"] == "geladen", wat


def test_every_message_is_a_sentence_that_says_what_to_do(became: Outcomes):
    said = [entry["reden"] for entry, _ in became.values() if entry["status"] == "afgekeurd"]
    said += [c["reden"] for _, failed in became.values() for c in failed if ".bestand." in c["controle_id"]]
    for reden in said:
        assert any(word in reden.lower() for word in _WHAT_TO_DO), reden
        assert (reden[-1], reden[0].islower(), len(reden) < 700) == (".", False, True), reden


def test_there_is_a_list_of_deliveries_and_one_of_expectations_and_they_agree():
    assert {group: list(told) for group, told in VERWACHT.items()} == {
        group: [corrupt.wat for corrupt in deliveries] for group, deliveries in GROEPEN.items()
    }
    assert len({each.corrupt.wat for each in ALL}) == len(ALL) >= 60


def test_every_contract_has_at_least_two_corrupt_deliveries():
    per_contract = Counter(CONTRACTS[each.corrupt.feed].bestand for each in ALL)
    assert {contract.bestand for contract in CONTRACTS.values() if per_contract[contract.bestand] < 2} == set()


def test_every_rule_of_a_reader_is_broken_by_one_of_them(became: Outcomes):
    formats = {each.corrupt.wat: CONTRACTS[each.corrupt.feed].layout.formaat for each in ALL}
    broken = {
        (formaat, check["regel"])
        for wat, (_, failed) in became.items()
        for check in failed
        if ".bestand." in check["controle_id"]
        for formaat in (formats[wat], "")
    }
    assert readers_unknown() == [], "add this module to tests/support/corrupt/reader_rules.py"
    assert reader_rules() - broken == set(), "add a file that breaks it to tests/support/corrupt/faults_*.py"


def test_a_rejected_delivery_leaves_no_rows_behind_and_is_not_judged_again(night: Warehouse):
    before = night.leveringen()
    outcome = night.load(*FEEDS)
    assert sum(uitslag.ongewijzigd for uitslag in outcome.values()) == len(ALL) + len(SOUND)
    assert night.leveringen() == before


@pytest.mark.parametrize("each", SOUND, ids=[each.corrupt.feed for each in SOUND])
def test_a_sound_delivery_among_them_is_loaded_all_the_same(night: Warehouse, each: Genummerd):
    (entry,) = [
        row
        for row in night.leveringen()
        if row["levering_id"].startswith(f"{each.corrupt.feed.replace('/', '.')}.") and row["bestandsnaam"] == each.naam
    ]
    assert (entry["status"], entry["rijen_quarantaine"]) == ("geladen", 0)


def test_nothing_that_was_written_holds_what_was_delivered_of_a_person(night: Warehouse):
    people = [
        NAAM,
        *PERSONAL,
        wrong_bsn(7),
        *(bsn(n) for n in range(14)),
        "H2000001",
        "U1000001",
        "C4000001",
        "W7000001",
    ]
    assert spilled(night.written(), people) == []
