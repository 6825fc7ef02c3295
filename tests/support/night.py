"""Whole nights: the command `dwh` as cron calls it, in a process of its own, and what it left behind.

Belongs here: starting commands with a clean environment, copying a built warehouse, asking the published set. Does not belong here: what must be true
of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psutil

ROOT = Path(__file__).resolve().parents[2]
OWN_VARIABLES = ("DWH_", "DBT_", "DAGSTER_")
INHERITED = {name: value for name, value in os.environ.items() if not name.startswith(OWN_VARIABLES)}

Record = dict[str, Any]


@dataclass(frozen=True)
class Night:
    """One run of `dwh nightly`: where, its exit status, and everything it said."""

    home: Path
    status: int
    said: str
    published: Path
    command_lines: str = ""
    """Of this command and all that it started, as anybody on the machine can see them: one a line."""

    @property
    def summary(self) -> str:
        """What was printed after the progress lines."""
        return self.said.rpartition("┘")[2] or self.said

    def ask(self, sql: str) -> list[Record]:
        """Rows of the marts that this night published, also when a later one has published others."""
        return ask(self.published, sql)


def environment(home: Path, **variables: str) -> dict[str, str]:
    """The environment of this process without anything that steers the warehouse, and with what is given."""
    return INHERITED | {"DWH_HOME": str(home), "COLUMNS": "160"} | variables


def command(*arguments: str) -> list[str]:
    """The command `dwh` of this environment."""
    return [str(Path(sys.executable).with_name("dwh")), *arguments]


def dwh(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        command(*arguments),
        env=environment(home, **variables),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def nightly(home: Path, **variables: str) -> Night:
    """One whole night, of which the command lines are watched."""
    with subprocess.Popen(
        command("nightly"),
        env=environment(home, **variables),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        seen: set[str] = set()
        done = threading.Event()
        watching = threading.Thread(target=_watch, args=(process.pid, seen, done))
        watching.start()
        try:
            out, err = process.communicate(timeout=600)
        finally:
            process.kill()
            done.set()
            watching.join()
    return Night(home, process.returncode, out + err, (home / "published").resolve(), "\n".join(sorted(seen)))


def _watch(pid: int, seen: set[str], done: threading.Event) -> None:
    """Note the command lines of a process and of what it started, four times a second."""
    while not done.wait(0.25):
        with suppress(psutil.Error):
            process = psutil.Process(pid)
            seen.update(" ".join(each.cmdline()) for each in (process, *process.children(recursive=True)))


def ask(published: Path, sql: str) -> list[Record]:
    """Rows of a published set, opened as an analyst does."""
    with duckdb.connect(str(published / "marts.duckdb"), read_only=True) as connection:
        found = connection.execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def copy_home(home: Path, target: Path) -> Path:
    """A warehouse of one's own that looks the same, times of arrival included."""
    return Path(shutil.copytree(home, target, symlinks=True))
