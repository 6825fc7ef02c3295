"""What a process and all that it starts cost: time, CPU, memory.

Belongs here: starting one command and watching it. Does not belong here: which commands (`benchmarks.gevallen`).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_LOOK_EVERY = 0.2  # seconds; to look at every process of the machine takes milliseconds itself


@dataclass(frozen=True)
class Meting:
    """Seconds on the clock, seconds of CPU over all cores, and the most memory (bytes, resident, of the whole tree of
    processes at one moment; what two of them share counts twice)."""

    seconden: float
    cpu: float
    piek: int
    status: int
    uitvoer: str


class Mislukt(RuntimeError):
    """What was to be measured did not end as it should; the message holds the end of what it said."""


def measure(command: Sequence[str], variables: Mapping[str, str], log: Path, sound: Sequence[int] = (0,)) -> Meting:
    """Run the command to its end and tell what it cost. `variables` is its whole environment. Raises `Mislukt` where
    its status is none of `sound`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as said:
        started = time.monotonic()
        process = psutil.Popen(command, env=dict(variables), stdout=said, stderr=subprocess.STDOUT)
        before, peak = _cpu_of_children(), 0
        while process.poll() is None:
            peak = max(peak, _memory(process))
            time.sleep(_LOOK_EVERY)
        seconds = time.monotonic() - started
    text = log.read_text(encoding="utf-8", errors="replace")
    if process.returncode not in sound:
        raise Mislukt(f"{' '.join(command)} ended with {process.returncode}:\n{text[-3000:]}")
    return Meting(seconds, _cpu_of_children() - before, peak, process.returncode, text)


def _cpu_of_children() -> float:
    """What processes that ended have used, and those that they waited for themselves."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(process: psutil.Process) -> int:
    """Resident memory of the tree at this moment."""
    memory = 0
    for each in (process, *_descendants(process)):
        try:
            memory += each.memory_info().rss
        except psutil.NoSuchProcess:  # ended since the list was made
            continue
    return memory


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        found: list[psutil.Process] = process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return found


def folder_size(folder: Path) -> int:
    """Bytes in the files of a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def command(name: str, *arguments: str) -> list[str]:
    """A command of this environment."""
    return [str(Path(sys.executable).with_name(name)), *arguments]
