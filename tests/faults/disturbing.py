"""Loads that are killed: a process of its own, ended with SIGKILL at a moment or at a named point.

Belongs here: starting and ending loads. Does not belong here: what must be true after them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.support.night import ROOT, command, environment

Victim = Literal["proces", "groep"]
"""Who is killed: the process of the load alone, as the kernel does when memory is short, or with all that it started."""


@dataclass(frozen=True)
class Killed:
    """A load that was ended before its time, or was just over."""

    seconds: float
    over: bool
    last_said: str


def kill_after(home: Path, variables: dict[str, str], seconds: float, victim: Victim) -> Killed:
    """Start tonight's load and kill it so many seconds later."""
    return _kill(command("nightly"), home, variables, seconds, victim)


def kill_at(home: Path, variables: dict[str, str], point: str) -> Killed:
    """Start tonight's load and let it be killed at a point of `tests.faults.points`, wherever that is reached."""
    stumbling = [sys.executable, "-m", "tests.faults.points", point]
    killed = _kill(stumbling, home, variables, 300, "groep")
    assert not killed.over, f"the load never came at {point}: {killed.last_said}"
    return killed


def _kill(arguments: list[str], home: Path, variables: dict[str, str], seconds: float, victim: Victim) -> Killed:
    said = home.with_suffix(".said")
    started = time.monotonic()
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            arguments,
            env=environment(home, **variables),
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            if victim == "groep":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            status = process.wait()
    lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
    said.unlink()
    return Killed(time.monotonic() - started, status != -signal.SIGKILL, lines[-1] if lines else "")
