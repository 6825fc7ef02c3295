"""The command itself on a machine on which something is wrong: its status, what it says, and that the next night mends it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.account import account, differences
from tests.faults.disks import NOBODY, as_nobody, read_only, resize, small_disk
from tests.faults.kill import Reference
from tests.faults.small_steps import FEED
from tests.faults.town_of_few import Town
from tests.faults.watcher import figures_of
from tests.support import extracts as ex
from tests.support.night import ROOT, command, environment, nightly
from tests.support.warehouse import Warehouse

NAME = "GM0153_uitkeringen_20241231_01.csv"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can reach; those of pytest only its own."""
    folder = Path(tempfile.mkdtemp(prefix="dwh_faults_"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one line in which a command says why it stopped."""
    (line,) = done.stderr.splitlines()
    return line


def run(arguments: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


def test_an_account_that_may_not_write_is_told_so_with_status_1(open_folder: Path):
    state = open_folder / "home" / "state"
    state.mkdir(parents=True)
    done = run([*as_nobody(), *command("nightly")], open_folder / "home")
    assert done.returncode == 1
    assert told(done).startswith(f"Error: Er zijn geen rechten ({state}/lading.lock)")
    assert list(state.iterdir()) == []


def test_a_warehouse_on_a_read_only_disk_is_told_so_with_status_1(tmp_path: Path):
    home = tmp_path / "home"
    (home / "state").mkdir(parents=True)
    with read_only(home):
        done = run(command("nightly"), home)
    assert done.returncode == 1
    assert told(done).startswith(f"Error: De schijf is alleen te lezen ({home}/state/lading.lock)")


def test_an_extract_that_the_account_may_not_read_is_told_and_the_others_are_loaded(
    warehouse: Warehouse, open_folder: Path
):
    warehouse.home = open_folder / "home"
    sound = ex.ssd([ex.ssd_row("uitkeringen", 1)], "uitkeringen")
    for name in (NAME, NAME.replace("2024", "2023")):
        warehouse.deliver("ssd", name, sound)
    for path in (warehouse.home, *warehouse.home.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    (warehouse.landing / "ssd" / NAME).chmod(0o000)
    ingest = [*as_nobody(), sys.executable, "-m", "tests.faults.small_steps", "ingest", str(warehouse.home)]
    subprocess.run(ingest, cwd=ROOT, check=True, capture_output=True)
    assert [row["bestandsnaam"] for row in warehouse.leveringen()] == [NAME.replace("2024", "2023")]
    (check,) = [row for row in warehouse.failed() if row["ernst"] == "fataal"]
    assert check["reden"].startswith(f"{NAME}: Er zijn geen rechten")
    (warehouse.landing / "ssd" / NAME).chmod(0o644)
    warehouse.load(FEED)
    assert warehouse.levering(NAME)["status"] == "geladen"


@pytest.mark.long
def test_a_disk_that_fills_up_during_a_night_costs_that_night_only(town: Town, undisturbed: Reference, tmp_path: Path):
    size = sum(path.stat().st_blocks * 512 for path in town.before.rglob("*") if not path.is_symlink()) // 2**20
    with small_disk(tmp_path / "disk", size + 6) as disk:
        home = town.home(disk / "home")
        before = (home / "published").resolve()
        night = nightly(home, **town.variables())
        assert night.status == 1, night.said
        assert "De schijf is vol" in night.said
        assert (home / "published").resolve() == before
        assert figures_of(before) == undisturbed.figures[0]
        resize(disk, 4 * size)
        again = nightly(home, **town.variables())
        assert again.status == undisturbed.status, again.said
        assert differences(undisturbed.account, account(home)) == []
