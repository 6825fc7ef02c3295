"""Files that a failing disk damaged, and databases that a killed load had only just begun."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb
import pytest

from expectations.ledger import Ledger
from sources.machine_faults import fault_of
from sources.whole_file import remove_stillborn
from tests.faults.small_steps import FEED
from tests.support import extracts as ex
from tests.support.warehouse import Warehouse

NAME = "GM0153_uitkeringen_20241231_01.csv"


@pytest.fixture
def loaded(warehouse: Warehouse) -> Warehouse:
    rows = [ex.ssd_row("uitkeringen", n) for n in range(1, 50)]
    warehouse.deliver("ssd", NAME, ex.ssd(rows, "uitkeringen"))
    warehouse.load(FEED)
    return warehouse


@pytest.mark.parametrize("content", [b"x" * 20_000, None], ids=["overwritten", "cut off"])
def test_a_damaged_ledger_is_told_as_damage_and_not_as_another_load(loaded: Warehouse, content: bytes | None):
    path = loaded.state / "ledger.duckdb"
    whole = path.read_bytes()
    path.write_bytes(content or whole[: len(whole) // 4096 // 2 * 4096])
    with pytest.raises(duckdb.Error) as fault:
        loaded.load(FEED)
    assert (fault_of(fault.value) or "").startswith(f"Een bestand van de lading is beschadigd ({path})")
    path.write_bytes(whole)
    loaded.load(FEED)
    assert loaded.levering(NAME)["status"] == "geladen"


def test_a_damaged_file_of_raw_that_is_removed_comes_back_from_the_landing(loaded: Warehouse):
    before = loaded.raw("ssd", "uitkeringen")
    (path,) = (loaded.home / "raw" / "ssd" / "uitkeringen").glob("*.parquet")
    path.write_bytes(b"")
    with pytest.raises(duckdb.Error) as fault:
        loaded.raw("ssd", "uitkeringen")
    assert (fault_of(fault.value) or "").startswith(f"Een bestand van de lading is beschadigd ({path})")
    path.unlink()
    loaded.load(FEED)
    assert loaded.raw("ssd", "uitkeringen") == before


def test_a_parquet_copy_of_the_ledger_that_is_removed_is_written_again(loaded: Warehouse):
    before = loaded.controles()
    (loaded.state / "controle.parquet").unlink()
    loaded.load(FEED)
    assert loaded.controles() == before


def test_the_history_of_dagster_is_named(tmp_path: Path):
    path = tmp_path / "runs.db"
    path.write_bytes(b"garbage" * 1000)
    with pytest.raises(sqlite3.DatabaseError) as fault:
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master")
    assert (fault_of(fault.value) or "").startswith("De geschiedenis van Dagster is beschadigd.")


@pytest.mark.parametrize("size", [0, 4096, 8192])
def test_a_ledger_of_which_not_even_the_headers_were_written_is_begun_anew(tmp_path: Path, size: int):
    with Ledger(tmp_path):
        pass
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(path.read_bytes()[:size])
    with Ledger(tmp_path) as ledger:
        assert ledger.seen("ssd") == {}


def test_a_database_with_something_in_it_is_left_alone(tmp_path: Path):
    path = tmp_path / "a.duckdb"
    duckdb.connect(str(path)).close()
    smallest = path.read_bytes()
    remove_stillborn(path)
    assert path.read_bytes() == smallest
    path.write_bytes(b"somebody's notes")
    remove_stillborn(path)
    assert path.exists(), "no database at all: not ours to remove"
    remove_stillborn(tmp_path / "not_there.duckdb")
