"""Raw is kept for ever: what got lost is read again or stops the load, and never becomes a silent zero."""

from __future__ import annotations

import pytest

from expectations.ledger import Ledger
from expectations.raw import RawOntbreekt, missing_raw, raw_file, refuse_missing_raw
from tests.support import extracts as ex
from tests.support.warehouse import Warehouse

FEED = "ssd/uitkeringen"
NAME = "GM0153_uitkeringen_20241231_01.csv"


def load_one_and_lose_it(warehouse: Warehouse):
    path = warehouse.deliver("ssd", NAME, ex.ssd([ex.ssd_row("uitkeringen", n) for n in (1, 2)]))
    warehouse.load(FEED)
    contract = warehouse.contracts[FEED]
    lost = raw_file(warehouse.home / "raw", contract, contract.tabellen[0], warehouse.levering(NAME)["levering_id"])
    before = warehouse.raw("ssd", "uitkeringen")
    lost.unlink()
    return path, contract, before


def test_rows_that_got_lost_are_read_again_from_the_landing_and_the_ledger_stays_as_it_was(warehouse: Warehouse):
    _, _, before = load_one_and_lose_it(warehouse)
    ledger = (warehouse.leveringen(), warehouse.controles())
    outcome = warehouse.load(FEED)[FEED]
    assert outcome.nieuw == []
    assert warehouse.raw("ssd", "uitkeringen") == before
    assert (warehouse.leveringen(), warehouse.controles()) == ledger


def test_rows_that_got_lost_for_good_stop_the_load_with_what_to_do(warehouse: Warehouse):
    path, contract, _ = load_one_and_lose_it(warehouse)
    path.unlink()
    raw = warehouse.home / "raw"
    with Ledger(warehouse.state) as ledger:
        assert missing_raw(raw, contract, ledger) == {warehouse.levering(NAME)["levering_id"]}
        with pytest.raises(RawOntbreekt, match="zet de bestanden terug uit de back-up"):
            refuse_missing_raw(raw, [contract], ledger)


def test_a_rejected_delivery_has_no_rows_to_lose(warehouse: Warehouse):
    warehouse.deliver("ssd", NAME, b"")
    warehouse.load(FEED)
    with Ledger(warehouse.state) as ledger:
        assert missing_raw(warehouse.home / "raw", warehouse.contracts[FEED], ledger) == set()


def test_a_peildatum_that_has_yet_to_come_is_refused(warehouse: Warehouse):
    """Otherwise a slip of the pen would be the newest delivery for ever."""
    name = "GM0153_uitkeringen_20991231_01.csv"
    warehouse.deliver("ssd", name, ex.ssd([ex.ssd_row("uitkeringen", 1)]))
    warehouse.load(FEED)
    levering = warehouse.levering(name)
    assert levering["status"] == "afgekeurd"
    assert "verbeter de bestandsnaam" in levering["reden"]
