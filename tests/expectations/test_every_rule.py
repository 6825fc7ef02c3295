"""Every rule of every contract is broken once, on purpose, and caught: under its own name, at its own severity, on the
row that breaks it, and nothing else is blamed on that row.

What breaks a rule follows from its contract where it can (`tests.support.corrupt.derived`) and stands in a table where
it cannot (`spelled_out`, `iv3_rules`). Files as a whole are in `test_corrupt_deliveries.py`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from sources.contract_model import Ernst, Regel
from tests.support.corrupt.handed_over import Overhandigd, hand_over
from tests.support.corrupt.packing import Proef, proeven
from tests.support.corrupt.rules_known import rules_of, unbroken
from tests.support.corrupt.sound import NAAM, representatives
from tests.support.extracts import bsn, wrong_bsn
from tests.support.iv3 import PERSONAL
from tests.support.spill import spilled
from tests.support.warehouse import CONTRACTS

if TYPE_CHECKING:
    from expectations.keuring import Keurmeester
    from tests.support.warehouse import Record, Warehouse

PROEVEN = proeven()
RULES = rules_of(CONTRACTS.values())
BY_FILE = {rule: proef for proef in PROEVEN for rule in proef.bedoeld}
HANDED_OVER = sorted(RULES.keys() - BY_FILE.keys())
_SOURCE_NUMBERS = (("H", 2), ("U", 1), ("C", 4), ("W", 7), ("T", 5), ("K", 6), ("L", 9))
WHOLE = "De levering is als geheel afgekeurd."


@dataclass(frozen=True)
class Night:
    """What a load made of the deliveries: per delivery its entry, its checks and its quarantine."""

    warehouse: Warehouse
    entries: dict[tuple[str, str], Record]
    checks: dict[str, dict[str, Record]]
    quarantine: dict[str, list[Record]]

    def of(self, proef: Proef) -> tuple[Record, dict[str, Record], list[Record]]:
        entry = self.entries[proef.contract.bron, proef.naam]
        name = entry["levering_id"]
        return entry, self.checks[name], self.quarantine.get(name, [])


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Night:
    for proef in PROEVEN:
        if proef.contract.odata:
            shared_warehouse.store_harvest(proef.naam, proef.inhoud)
        else:
            shared_warehouse.deliver(proef.contract.bron, proef.naam, proef.inhoud)
    outcome = shared_warehouse.load(*dict.fromkeys(proef.contract.sleutel for proef in PROEVEN))
    assert [uitslag.mislukt for uitslag in outcome.values()] == [[]] * len(outcome), "an error of ours"
    found = Night(shared_warehouse, {}, {}, {})
    for row in shared_warehouse.leveringen():
        found.entries[row["bron"], row["bestandsnaam"]] = row
    for check in shared_warehouse.controles():
        # What is only unusual beside the delivery before it is no rule of a contract.
        if not check["regel"].startswith("plausibel_"):
            found.checks.setdefault(check["levering_id"], {})[check["controle_id"]] = check
    for line in shared_warehouse.quarantaine():
        found.quarantine.setdefault(line["levering_id"], []).append(line)
    return found


@pytest.fixture(scope="module")
def handed(keurmeester: Keurmeester, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Overhandigd]:
    """Per contract what came of rows that no file can bring."""
    folder = tmp_path_factory.mktemp("overhandigd")
    return {
        sleutel: hand_over(contract, HANDED_OVER, keurmeester, folder)
        for sleutel, contract in representatives().items()
    }


def test_every_rule_of_every_contract_has_something_that_breaks_it(handed: dict[str, Overhandigd]):
    broken = BY_FILE.keys() | {rule for each in handed.values() for *_, rule in each.gebroken}
    assert unbroken(CONTRACTS.values(), broken) == []
    assert broken - RULES.keys() == set(), "these break a rule that no contract has (any more)"


def test_a_rule_that_somebody_adds_is_missed_by_name():
    contract = CONTRACTS["kadera/verblijf"]
    rule = Regel(id="nieuw", kolom=None, omschrijving="Iets nieuws.", ernst=Ernst.FOUT, dimensie="x", sql="SELECT 1")
    (tabel,) = contract.tabellen
    richer = contract.model_copy(update={"tabellen": (tabel.model_copy(update={"regels": (*tabel.regels, rule)}),)})
    (told,) = unbroken([richer], RULES)
    assert told.startswith(
        "Nothing breaks kadera.verblijf.tabel.nieuw (Iets nieuws.) Add a line under 'kadera/verblijf'"
    )


@pytest.mark.parametrize("proef", PROEVEN, ids=[f"{p.contract.sleutel} {p.naam}" for p in PROEVEN])
def test_a_row_is_blamed_for_what_it_breaks_and_for_nothing_else(night: Night, proef: Proef):
    _, checks, quarantine = night.of(proef)
    found = {(q["object"], q["rijnummer"], q["controle_id"]) for q in quarantine if q["reden"] != WHOLE}
    kept_back = {each for each in proef.gebroken if each[1] and RULES[each[2]].ernst is not Ernst.WAARSCHUWING}
    assert found == kept_back
    failed = {name: c["aantal_fout"] for name, c in checks.items() if not c["geslaagd"] and name in RULES}
    assert failed == Counter(rule for *_, rule in proef.gebroken)
    assert {c["regel"] for name, c in checks.items() if name not in RULES} <= {"leesbaar", "aandeel_quarantaine"}


@pytest.mark.parametrize("rule", sorted(BY_FILE))
def test_a_broken_rule_is_caught_at_its_severity(night: Night, rule: str):
    proef, controle = BY_FILE[rule], RULES[rule]
    entry, checks, quarantine = night.of(proef)
    check = checks[rule]
    rows = {(tabel, row) for tabel, row, name in proef.gebroken if name == rule}
    assert (check["geslaagd"], check["ernst"], check["aantal_fout"]) == (False, controle.ernst, len(rows))
    assert (check["reden"], check["kolom"]) == (controle.reden, controle.kolom)
    if controle.ernst is Ernst.WAARSCHUWING:
        assert rule not in {q["controle_id"] for q in quarantine}
        return
    for tabel, row in rows - {(controle.tabel, 0)}:
        (line,) = [q for q in quarantine if (q["object"], q["rijnummer"], q["controle_id"]) == (tabel, row, rule)]
        assert line["kolom"] == controle.kolom
        # What was typed is told only where the contract allows it.
        told = line["reden"].removeprefix(controle.reden)
        assert told == "" or (controle.toont and told.startswith(" Er staat: ")) or controle.vertelt
    if controle.ernst is Ernst.FATAAL:
        assert (entry["status"], entry["rijen_geladen"]) == ("afgekeurd", 0)


@pytest.mark.parametrize("proef", PROEVEN, ids=[f"{p.contract.sleutel} {p.naam}" for p in PROEVEN])
def test_what_is_fatal_rejects_a_delivery_and_nothing_else_does(night: Night, proef: Proef):
    entry, checks, quarantine = night.of(proef)
    fatal = [c for c in checks.values() if not c["geslaagd"] and c["ernst"] == "fataal"]
    assert entry["status"] == ("afgekeurd" if fatal else "geladen")
    assert any(entry["reden"].startswith(c["reden"]) for c in fatal) if fatal else entry["reden"] is None
    kept_back = len({(q["object"], q["rijnummer"]) for q in quarantine})
    assert (entry["rijen_quarantaine"], entry["rijen_gelezen"]) == (kept_back, kept_back + entry["rijen_geladen"])


@pytest.mark.parametrize("rule", HANDED_OVER)
def test_a_rule_behind_a_reader_that_refuses_such_a_file_holds_too(handed: dict[str, Overhandigd], rule: str):
    (each, (tabel, row)) = next(
        (each, (tabel, row)) for each in handed.values() for tabel, row, name in each.gebroken if name == rule
    )
    (result,) = [r for r in each.keuring.resultaten if r.controle.controle_id == rule]
    assert (result.geslaagd, result.ernst, result.aantal_fout) == (False, RULES[rule].ernst, 1)
    quarantine = [line for table in each.keuring.quarantaine for line in table.to_pylist()]
    blamed = {(q["object"], q["rijnummer"]) for q in quarantine if q["controle_id"] == rule and q["reden"] != WHOLE}
    assert blamed == ({(tabel, row)} if row else set())
    if result.ernst is Ernst.FATAAL:
        assert each.keuring.reden is not None


def test_nothing_that_was_written_holds_what_was_delivered_of_a_person(night: Night):
    numbers = [f"{letter}{million}00000{n}" for letter, million in _SOURCE_NUMBERS for n in range(4)]
    people = [NAAM, *PERSONAL, wrong_bsn(7), *(bsn(n) for n in range(40)), *numbers]
    assert spilled(night.warehouse.written(), people) == []
