"""Two loads at once: the second refuses at once, says who is at work, and leaves the first alone; who died keeps nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from expectations.ledger import Ledger, LedgerInGebruik
from orchestration.one_load import AndereLading, one_load
from tests.support.night import ROOT, command, environment

HOLDER = """
import sys, time
from pathlib import Path
from {module} import {name}
with {name}(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def holder(state: Path, module: str, name: str) -> subprocess.Popen[str]:
    """Another process that is at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER.format(module=module, name=name), str(state)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_the_second_is_refused_at_once_and_told_who_is_at_work(tmp_path: Path):
    other = holder(tmp_path, "orchestration.one_load", "one_load")
    try:
        with (
            pytest.raises(AndereLading, match=rf"proces {other.pid}, sinds \d\d-\d\d-\d{{4}} \d\d:\d\d"),
            one_load(tmp_path),
        ):
            pytest.fail("two loads at once")
    finally:
        end(other)


def test_a_load_that_was_killed_leaves_no_lock(tmp_path: Path):
    end(holder(tmp_path, "orchestration.one_load", "one_load"))
    with one_load(tmp_path):
        assert (tmp_path / "lading.lock").read_text(encoding="utf-8").startswith("proces ")


def test_the_ledger_is_free_again_after_the_load_that_held_it_was_killed(tmp_path: Path):
    other = holder(tmp_path, "expectations.ledger", "Ledger")
    try:
        with pytest.raises(LedgerInGebruik):
            Ledger(tmp_path)
    finally:
        end(other)
    with Ledger(tmp_path) as ledger:
        assert ledger.seen("ssd") == {}


def test_the_command_says_it_in_one_line_before_it_touches_anything(tmp_path: Path):
    state = tmp_path / "state"
    (tmp_path / "logs").mkdir()
    log = tmp_path / "logs" / "nightly.log"
    log.write_text("of the first load", encoding="utf-8")
    other = holder(state, "orchestration.one_load", "one_load")
    try:
        done = subprocess.run(
            command("nightly"), env=environment(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False
        )
    finally:
        end(other)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: Er loopt al een andere lading op deze DWH_HOME (proces {other.pid}, sinds")
    assert len(done.stderr.splitlines()) == 1
    assert log.read_text(encoding="utf-8") == "of the first load"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["logs", "state"]


def test_whoever_waits_in_between_gets_his_turn(tmp_path: Path):
    other = holder(tmp_path, "orchestration.one_load", "one_load")
    refused = 0
    while True:
        try:
            with one_load(tmp_path):
                break
        except AndereLading:
            refused += 1
            if refused == 1:
                end(other)
            assert refused < 100, "the lock of a dead process stays"
            time.sleep(0.01)
    assert refused
