"""Whether a locked package has a known vulnerability: pip-audit, and an honest answer where no advisories can be had.

Belongs here: running pip-audit on the lock and judging what it says, or holding the lock against a folder of advisories
(`make audit`, `make audit ADVIEZEN=folder`). On its own pip-audit ends with
status 0 and "No known vulnerabilities found" also when it could look up nothing at all, as behind a mirror that serves
packages and no advisories. Does not belong here: what to do about a vulnerability (docs/runbook/vulnerable-package.md).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.advisories import advisories_about, newest

FOUND, NOTHING_FOUND = 1, 0
PROBE = "requests"
"""A package of the lock that is asked first, so that a service without advisories is asked once and not 186 times."""

_ENTRY = re.compile(r"^[A-Za-z0-9][\w.-]*(?:\[[\w,.-]+\])?==(?:.*\\\n)*.*$", re.MULTILINE)
_NAME_AND_VERSION = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,.-]+\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Uitkomst:
    """What was looked up and what was found."""

    nagekeken: int
    overgeslagen: tuple[str, ...]
    kwetsbaar: tuple[str, ...]
    stand: str | None = None
    """Of advisories in a folder: the day of the newest."""

    @property
    def status(self) -> int:
        """1 only for a vulnerability: a network that is not there says nothing about the packages."""
        return FOUND if self.kwetsbaar else NOTHING_FOUND

    @property
    def lines(self) -> list[str]:
        """What people read."""
        if not self.nagekeken:
            return [
                "NIET NAGEKEKEN: er is geen dienst bereikbaar die bekende kwetsbaarheden geeft.",
                "Draai dit waar zo een dienst bereikbaar is, of met een map van adviezen: make audit ADVIEZEN=<map>.",
            ]
        told = [f"{self.nagekeken} pakketten nagekeken, {len(self.kwetsbaar)} met een bekende kwetsbaarheid."]
        if self.stand:
            told.append(f"De nieuwste van deze adviezen is van {self.stand}.")
        if self.overgeslagen:
            told.append(f"Niet nagekeken: {', '.join(self.overgeslagen)}.")
        return [*told, *self.kwetsbaar]


def judged(report: dict[str, Any]) -> Uitkomst:
    """The outcome that a report of pip-audit (`--format json`) gives."""
    audited = [package for package in report["dependencies"] if "skip_reason" not in package]
    skipped = [package["name"] for package in report["dependencies"] if "skip_reason" in package]
    vulnerable = [
        _told(package["name"], package["version"], found["id"], found["fix_versions"])
        for package in audited
        for found in package["vulns"]
    ]
    return Uitkomst(len(audited), tuple(skipped), tuple(vulnerable))


def _told(name: str, version: str, number: str, fixed_in: Sequence[str]) -> str:
    return f"{name} {version}: {number}, verholpen in {', '.join(fixed_in) or 'nog geen versie'}"


def packages(lock: str) -> list[tuple[str, str]]:
    """Every package of a lock with its version; two where another Python gets another."""
    return _NAME_AND_VERSION.findall(lock)


def entry(lock: str, name: str) -> str:
    """One package of a lock, with its hashes. Raises `LookupError`."""
    for found in _ENTRY.findall(lock):
        if re.match(rf"{re.escape(name)}(\[|==)", found):
            return str(found)
    raise LookupError(f"{name} staat niet in de lock")


def audit(lock: Path, command: Sequence[str] = (sys.executable, "-m", "pip_audit")) -> Uitkomst:
    """Look up every package of a lock, unless the first shows that there is nothing to look in."""
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.txt"
        probe.write_text(entry(lock.read_text(encoding="utf-8"), PROBE) + "\n", encoding="utf-8")
        first = _run(command, probe)
    return _run(command, lock) if first.nagekeken else first


def audit_with(lock: Path, folder: Path) -> Uitkomst:
    """Hold every package of a lock against the advisories in a folder (`tests.support.advisories`)."""
    stand = newest(folder)
    if stand is None:
        return Uitkomst(0, (), ())
    locked = packages(lock.read_text(encoding="utf-8"))
    vulnerable = [
        _told(name, version, found.nummer, found.verholpen_in)
        for name, version in locked
        for found in advisories_about(folder, name, version)
    ]
    return Uitkomst(len(locked), (), tuple(vulnerable), stand)


def _run(command: Sequence[str], lock: Path) -> Uitkomst:
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "15"]
    done = subprocess.run(
        [*command, "--requirement", str(lock), *options], capture_output=True, text=True, timeout=900, check=False
    )
    # Without a network it ends in a stack instead of a report.
    return judged(json.loads(done.stdout)) if done.stdout.startswith("{") else Uitkomst(0, (), ())


if __name__ == "__main__":
    outcome = audit_with(Path(sys.argv[1]), Path(sys.argv[2])) if sys.argv[2:] else audit(Path(sys.argv[1]))
    sys.stdout.write("\n".join([*outcome.lines, ""]))
    sys.exit(outcome.status)
