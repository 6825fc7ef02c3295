"""Processes beside a load do its work, and end with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from reporting.processes import beside
from tests.support.night import ROOT

A_LOAD_THAT_IS_KILLED = """
import os, time
from reporting.processes import beside
if __name__ == "__main__":
    with beside(1) as processes:
        print(processes.submit(os.getpid).result(), flush=True)
        processes.submit(time.sleep, 600).result()
"""


def test_they_do_the_work_elsewhere():
    with beside(1) as processes:
        assert processes.submit(os.getpid).result() != os.getpid()


def test_a_load_that_is_killed_leaves_nobody_at_work(tmp_path: Path):
    script = tmp_path / "load.py"
    script.write_text(A_LOAD_THAT_IS_KILLED, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as load:
        assert load.stdout is not None
        child = int(load.stdout.readline())
        os.kill(child, 0)
        load.send_signal(signal.SIGKILL)
        patience = time.monotonic() + 30
        while _lives(child) and time.monotonic() < patience:
            time.sleep(0.05)
    assert not _lives(child)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # Nobody may have asked yet how it ended.
    return "State:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="ascii")
