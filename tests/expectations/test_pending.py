"""Deliveries are entered some at a time: what that may not change, and what is left when it is broken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from expectations import history, pending
from expectations.ledger import Ledger
from tests.support import extracts as ex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from expectations.ledger_tables import Oordeel
    from tests.support.warehouse import Warehouse

FEED = "ssd/uitkeringen"
GEMEENTEN = ("GM0141", "GM0153", "GM0164")
DAYS = ("20231231", "20241231")


class Killed(BaseException):
    """What no load catches."""


def name(gemeente: str, day: str) -> str:
    return f"{gemeente}_uitkeringen_{day}_01.csv"


def deliver(warehouse: Warehouse) -> None:
    """Two deliveries of three municipalities; one municipality delivers half as much the second time."""
    for gemeente in GEMEENTEN:
        for day in DAYS:
            number = 50 if (gemeente, day) == ("GM0153", DAYS[1]) else 100
            rows = [ex.ssd_row("uitkeringen", n, DATUM_INGANG="01-02-2023") for n in range(number)]
            warehouse.deliver("ssd", name(gemeente, day), ex.ssd([*rows, ex.ssd_row("uitkeringen", 400, REGELING="?")]))


def entered_together(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Of every transaction the deliveries."""
    record, seen = Ledger.record, []

    def noted(ledger: Ledger, oordelen: Sequence[Oordeel]) -> None:
        seen.append([oordeel.levering.bestandsnaam for oordeel in oordelen])
        record(ledger, oordelen)

    monkeypatch.setattr(Ledger, "record", noted)
    return seen


def account(warehouse: Warehouse) -> dict[str, list[Any]]:
    """What the ledger says, without the order in which it says it."""
    tables = {
        "levering": warehouse.leveringen(),
        "controle": warehouse.controles(),
        "quarantaine": warehouse.quarantaine(),
    }
    without = {"run_id", "ontvangen_op"}
    return {
        table: sorted(str({key: value for key, value in row.items() if key not in without}) for row in rows)
        for table, rows in tables.items()
    }


def forget(warehouse: Warehouse) -> None:
    for path in warehouse.state.iterdir():
        path.unlink()


def test_the_deliveries_of_a_feed_are_entered_together(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch):
    transactions = entered_together(monkeypatch)
    deliver(warehouse)
    warehouse.load(FEED)
    assert transactions == [[name(gemeente, day) for gemeente in GEMEENTEN for day in DAYS]]
    assert len(warehouse.quarantaine()) == 6


@pytest.mark.parametrize(("limit", "value"), [("MOST_DELIVERIES", 2), ("MOST_ROWS", 150)])
def test_how_many_are_entered_together_is_bounded_and_changes_nothing(
    warehouse: Warehouse, limit: str, value: int, monkeypatch: pytest.MonkeyPatch
):
    deliver(warehouse)
    warehouse.load(FEED)
    whole = account(warehouse)
    forget(warehouse)
    transactions = entered_together(monkeypatch)
    monkeypatch.setattr(pending, limit, value)
    monkeypatch.setattr(history, "AT_ONCE", 1)
    warehouse.load(FEED)
    assert [len(one) for one in transactions] == [2, 2, 2]
    assert account(warehouse) == whole
    assert any(check["regel"] == "plausibel_rijen" for check in warehouse.failed())


def test_what_cannot_be_entered_does_not_keep_the_others_out_and_is_tried_again(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    record = Ledger.record
    wrong = name("GM0153", DAYS[0])

    def stumble(ledger: Ledger, oordelen: Sequence[Oordeel]) -> None:
        if any(oordeel.levering.bestandsnaam == wrong for oordeel in oordelen):
            raise OSError("no space left")
        record(ledger, oordelen)

    deliver(warehouse)
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record", stumble)
        outcome = warehouse.load(FEED)[FEED]
    assert (outcome.mislukt, len(outcome.nieuw)) == ([wrong], 5)
    entered = {levering["levering_id"] for levering in warehouse.leveringen()}
    assert {row["levering_id"] for row in warehouse.raw("ssd", "uitkeringen")} == entered, "its rows may not count yet"
    outcome = warehouse.load(FEED)[FEED]
    assert ([levering.bestandsnaam for levering in outcome.nieuw], outcome.ongewijzigd) == ([wrong], 5)


def test_a_load_that_is_killed_between_judging_and_entering_leaves_nothing_half(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    deliver(warehouse)
    warehouse.load(FEED)
    whole = account(warehouse)
    forget(warehouse)
    record, calls = Ledger.record, []

    def killed(ledger: Ledger, oordelen: Sequence[Oordeel]) -> None:
        calls.append(len(oordelen))
        if len(calls) == 2:
            raise Killed
        record(ledger, oordelen)

    with monkeypatch.context() as patch:
        patch.setattr(pending, "MOST_DELIVERIES", 4)
        patch.setattr(Ledger, "record", killed)
        with pytest.raises(Killed):
            warehouse.load(FEED)
    outcome = warehouse.load(FEED)[FEED]
    assert (len(outcome.nieuw), outcome.ongewijzigd) == (2, 4)
    assert account(warehouse) == whole


def test_a_table_without_new_rows_is_not_exported_again(warehouse: Warehouse):
    deliver(warehouse)
    warehouse.load(FEED)
    exported = warehouse.state / "controle.parquet"
    before = exported.stat().st_mtime_ns
    warehouse.load(FEED)
    assert exported.stat().st_mtime_ns == before
    warehouse.deliver("ssd", "uitkeringen december.csv", b"x")
    warehouse.load(FEED)
    assert exported.stat().st_mtime_ns > before
    assert warehouse.failed()[-1]["regel"] == "onbekend"


def test_a_ledger_that_begins_anew_exports_whatever_lies_there(warehouse: Warehouse):
    deliver(warehouse)
    warehouse.load(FEED)
    exported = warehouse.state / "controle.parquet"
    before = exported.stat().st_mtime_ns
    (warehouse.state / "ledger.duckdb").unlink()
    warehouse.load(FEED)
    assert exported.stat().st_mtime_ns > before


def test_the_ledger_is_asked_the_same_however_many_municipalities_deliver(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []
    select = Ledger.select

    def noted(ledger: Ledger, query: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        asked.append(query)
        return select(ledger, query, parameters)

    monkeypatch.setattr(Ledger, "select", noted)
    warehouse.deliver("ssd", name("GM0153", DAYS[0]), ex.ssd([ex.ssd_row("uitkeringen")]))
    warehouse.load(FEED)
    of_one = len(asked)
    deliver(warehouse)
    (warehouse.landing / "ssd" / name("GM0153", DAYS[0])).unlink()
    asked.clear()
    warehouse.load(FEED)
    assert len(asked) == of_one > 0
