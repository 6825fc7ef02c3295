"""Raw is kept for ever: what got lost is read again or stops the load, and never becomes a silent zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from expectations.ledger import Ledger
from expectations.raw import (
    NO_ROWS,
    RawOntbreekt,
    missing_raw,
    raw_file,
    refuse_missing_raw,
    write_empty_tables,
)
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.warehouse import CONTRACTS, Warehouse

if TYPE_CHECKING:
    from pathlib import Path

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


def test_the_partners_of_a_family_share_a_table_and_each_misses_only_its_own_rows(warehouse: Warehouse):
    names = {"vtt": "GM0153_vtt_20241231_01.xlsx", "ggd": "GM0153_ggd_20241231_01.xlsx"}
    for name in names.values():
        warehouse.deliver("opgave", name, wb.opgave([wb.opgave_row()]))
    warehouse.load("opgave/vtt", "opgave/ggd")
    ids = {feed: warehouse.levering(name)["levering_id"] for feed, name in names.items()}
    assert [row["levering_id"] for row in warehouse.raw("opgave", "opgave")] == sorted(ids.values())
    (warehouse.home / "raw" / "opgave" / "opgave" / f"{ids['vtt']}.parquet").unlink()
    with Ledger(warehouse.state) as ledger:
        missing = {f: missing_raw(warehouse.home / "raw", warehouse.contracts[f"opgave/{f}"], ledger) for f in names}
    assert missing == {"vtt": {ids["vtt"]}, "ggd": set()}


def test_a_family_that_never_delivered_is_one_empty_table(tmp_path: Path):
    write_empty_tables(tmp_path, [contract for contract in CONTRACTS.values() if contract.familie == "opgave"])
    (empty,) = tmp_path.rglob("*.parquet")
    assert empty.relative_to(tmp_path).parts == ("opgave", "opgave", f"{NO_ROWS}.parquet")
    assert duckdb.read_parquet(str(empty)).columns[2:] == [
        "indicator", "uitsplitsing", "jaar", "waarde", "status",
    ]  # fmt: skip


def test_the_file_without_rows_is_never_the_first_of_its_folder():
    """DuckDB guesses the rows of a table from its first file. When that was the empty one it held ten million rows in
    memory to look up the twenty-seven deliveries that they were of, and ran out of it."""
    names = [f"{contract.bron}.{contract.feed}." for contract in CONTRACTS.values()]
    assert max([*names, NO_ROWS]) == NO_ROWS


def test_a_column_that_a_contract_gained_comes_into_older_files_without_values(warehouse: Warehouse):
    """The files of a table are read by the columns of the first one, whichever that is."""
    warehouse.deliver("ssd", NAME, ex.ssd([ex.ssd_row("uitkeringen", n) for n in (1, 2)]))
    warehouse.load(FEED)
    contract, raw = warehouse.contracts[FEED], warehouse.home / "raw"
    path = raw_file(raw, contract, contract.tabellen[0], warehouse.levering(NAME)["levering_id"])
    write_empty_tables(raw, [contract])
    before = warehouse.raw("ssd", "uitkeringen")
    for file in (path, path.with_name(f"{NO_ROWS}.parquet")):
        older = duckdb.sql(f"SELECT * EXCLUDE (bedrag_maand) FROM '{file}'").arrow().read_all()
        duckdb.from_arrow(older).write_parquet(str(file))
    write_empty_tables(raw, [contract])
    assert warehouse.raw("ssd", "uitkeringen") == [row | {"bedrag_maand": None} for row in before]
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, f"{NO_ROWS}.parquet"]
    written = path.stat().st_mtime_ns
    write_empty_tables(raw, [contract])
    assert path.stat().st_mtime_ns == written


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
