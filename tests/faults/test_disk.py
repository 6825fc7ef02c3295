"""A disk that is full, a folder that may only be read: a clear sentence, nothing lost, and the next load mends it."""

from __future__ import annotations

import re
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.dagster_history import failures_of
from orchestration.klok import KlokFout
from orchestration.publication import Publicatie
from orchestration.publication_tables import Tabel
from sources.machine_faults import fault_of, machine_fault
from sources.whole_file import write_whole
from tests.faults.disks import fill, read_only, resize, small_disk
from tests.support import extracts as ex
from tests.support.warehouse import NOW, Warehouse

NAME = "GM0153_uitkeringen_20241231_01.csv"
FIGURES = Tabel("kwaliteit", "figures", "", {})
ROWS = 20_000


def many_rows(first: int = 1) -> bytes:
    """Enough to need some hundreds of kilobytes in raw."""
    return ex.ssd([ex.ssd_row("uitkeringen", n) for n in range(first, first + 3000)], "uitkeringen")


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What a quota does: within it a file stops growing."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class TestIngestOnAFullDisk:
    @pytest.fixture
    def full(self, warehouse: Warehouse, tmp_path: Path) -> Iterator[Warehouse]:
        with small_disk(tmp_path / "disk", 8) as disk:
            warehouse.home = disk / "dwh"
            warehouse.deliver("ssd", NAME, many_rows())
            yield warehouse

    def test_raw_that_does_not_fit_leaves_the_delivery_unentered_and_says_why(self, full: Warehouse, tmp_path: Path):
        full.load("ssd/inkomenstoeslagen")
        fill(tmp_path / "disk", leaving=60_000)
        uitslag = full.load("ssd/uitkeringen")["ssd/uitkeringen"]
        assert uitslag.mislukt == [NAME]
        assert uitslag.controles[0].reden is not None
        assert uitslag.controles[0].reden.startswith(f"{NAME}: De schijf is vol")
        assert uitslag.controles[0].ernst == "fataal"
        assert full.leveringen() == []

    def test_the_next_load_loads_it_whole(self, full: Warehouse, tmp_path: Path):
        full.load("ssd/inkomenstoeslagen")
        filler = fill(tmp_path / "disk", leaving=60_000)
        full.load("ssd/uitkeringen")
        filler.unlink()
        full.load("ssd/uitkeringen")
        assert full.levering(NAME)["status"] == "geladen"
        assert full.levering(NAME)["rijen_geladen"] == 3000
        assert [path for path in full.written() if path.suffix not in {".parquet", ".duckdb", ".json", ".wal"}] == []

    def test_a_ledger_that_cannot_grow_keeps_what_it_had(self, full: Warehouse, tmp_path: Path):
        full.load("ssd/uitkeringen")
        before = full.controles()
        full.deliver("ssd", NAME.replace("_01", "_02"), many_rows(2))
        filler = fill(tmp_path / "disk", leaving=0)
        with pytest.raises((duckdb.Error, OSError)) as fault:
            full.load("ssd/uitkeringen")
        assert "De schijf is vol" in (fault_of(fault.value) or "")
        filler.unlink()
        resize(tmp_path / "disk", 16)
        full.load("ssd/uitkeringen")
        assert len(full.leveringen()) == 2
        assert {row["levering_id"] for row in before} < {row["levering_id"] for row in full.controles()}


class TestPublicationOnAFullDisk:
    def _source(self, folder: Path, run: str) -> Path:
        with duckdb.connect(str(folder / "warehouse.duckdb")) as con:
            con.execute("CREATE SCHEMA IF NOT EXISTS kwaliteit")
            con.execute(
                f"CREATE OR REPLACE TABLE kwaliteit.figures AS SELECT '{run}' AS run, uuid() AS u FROM range({ROWS})"
            )
        return folder / "warehouse.duckdb"

    def _publish(self, home: Path, source: Path, run: str) -> None:
        publicatie = Publicatie(home, run)
        publicatie.add_domain("kwaliteit", [FIGURES], source)
        publicatie.close({}, {})

    def test_the_set_of_before_stays_and_the_next_load_takes_its_room_back(self, tmp_path: Path):
        with small_disk(tmp_path / "disk", 8) as disk:
            home = disk / "dwh"
            home.mkdir()
            self._publish(home, self._source(tmp_path, "first"), "first")
            needed = _taken(home / "publications" / "first")
            filler = fill(disk, leaving=needed * 3 // 4)
            with pytest.raises((duckdb.Error, OSError)) as fault:
                self._publish(home, self._source(tmp_path, "second"), "second")
            assert "De schijf is vol" in (fault_of(fault.value) or "")
            assert (home / "published").resolve().name == "first"
            left = _taken(home / "publications" / ".second.part")
            assert left > 0
            filler.unlink()
            fill(disk, leaving=needed * 13 // 10 - left)
            self._publish(home, self._source(tmp_path, "third"), "third")
            assert (home / "published").resolve().name == "third"
            assert not (home / "publications" / ".second.part").exists()


def _taken(folder: Path) -> int:
    """The room that the files of a folder take."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


class TestAFileThatCannotBeWritten:
    def test_a_small_file_is_there_whole_or_as_it_was(self, tmp_path: Path):
        path = tmp_path / "klok"
        write_whole(path, "before")
        with no_file_larger_than(4), pytest.raises(OSError, match="File too large") as fault:
            write_whole(path, "longer than a quota allows")
        assert path.read_text(encoding="utf-8") == "before"
        assert "De schijf is vol" in (fault_of(fault.value) or "")

    def test_a_folder_that_may_only_be_read_stops_a_load_with_a_sentence(self, warehouse: Warehouse):
        warehouse.deliver("ssd", NAME, many_rows())
        warehouse.load("ssd/inkomenstoeslagen")
        with read_only(warehouse.home), pytest.raises(duckdb.Error) as fault:
            warehouse.load("ssd/uitkeringen")
        assert "De schijf is alleen te lezen" in (fault_of(fault.value) or str(fault.value))
        warehouse.load("ssd/uitkeringen")
        assert warehouse.levering(NAME)["rijen_geladen"] == 3000


class TestTheSentence:
    """Of what the system says, whoever says it."""

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (OSError(28, "No space left on device", "/srv/dwh/raw/a.parquet"), r"schijf is vol \(/srv/dwh/raw/a"),
            (OSError(122, "Disk quota exceeded"), "schijf is vol"),
            (sqlite3.OperationalError("database or disk is full"), "schijf is vol"),
            (duckdb.IOException('IO Error: Could not write file "/x/y": No space left on device'), r"vol \(/x/y\)"),
            (OSError(30, "Read-only file system", "/srv/dwh/state"), "alleen te lezen"),
            (sqlite3.OperationalError("attempt to write a readonly database"), "alleen te lezen"),
            (PermissionError(13, "Permission denied", "/srv/dwh/state"), r"geen rechten \(/srv/dwh/state\)"),
            (duckdb.IOException('IO Error: Cannot open file "/srv/x": Permission denied'), r"geen rechten \(/srv/x\)"),
            (OSError(5, "Input/output error"), "antwoordt niet"),
            (OSError(116, "Stale file handle"), "antwoordt niet"),
            (FileNotFoundError(2, "No such file or directory", "/mnt/landing/ssd"), "verdwenen"),
            (OSError(24, "Too many open files"), "ulimit"),
            (MemoryError(), "geheugen is op"),
            (duckdb.OutOfMemoryException("Out of Memory Error: failed to allocate"), "geheugen is op"),
        ],
    )
    def test_it_says_what_is_wrong_and_that_nothing_is_lost(self, error: BaseException, said: str):
        sentence = fault_of(error)
        assert sentence is not None
        assert re.search(said, sentence), sentence
        assert "niets verloren" in sentence

    def test_it_finds_the_cause_under_another_error(self):
        fault = RuntimeError("step failed")
        fault.__cause__ = OSError(28, "No space left on device")
        assert "schijf is vol" in (fault_of(fault) or "")

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (OSError(28, "No space left on device"), "De schijf is vol."),
            (KlokFout(NOW, NOW), "De klok van deze machine"),
        ],
    )
    def test_a_step_that_fails_on_it_says_so_to_people(self, tmp_path: Path, error: Exception, said: str):
        @dg.asset
        def unlucky() -> None:
            raise error

        with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
            result = dg.materialize([unlucky], instance=instance, raise_on_error=False)
            (failure,) = failures_of(result.all_events)
        assert failure.voor_mensen
        assert failure.reden.startswith(said)

    def test_an_error_that_was_dealt_with_is_not_the_cause(self):
        fault = RuntimeError("step failed")
        fault.__context__ = FileNotFoundError(2, "No such file or directory")
        assert "verdwenen" in (fault_of(fault) or "")
        fault.__suppress_context__ = True
        assert fault_of(fault) is None

    @pytest.mark.parametrize("text", ["KeyError: 'bsn'", "Conversion Error: could not convert 'x' to INT", ""])
    def test_an_error_of_ours_has_none(self, text: str):
        assert machine_fault(text) is None

    def test_of_what_the_error_says_no_more_is_shown_than_a_path_without_long_numbers(self):
        said = machine_fault("OSError: [Errno 28] No space left on device: '/srv/999990019.csv' row 'Jansen'")
        assert said is not None
        assert "999990019" not in said
        assert "Jansen" not in said
