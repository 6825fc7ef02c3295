"""Loads are killed at random moments, and the next one mends: `python -m tests.faults.kill --keer 100`.

Belongs here: playing the cases, and telling what came of each. Does not belong here: drawing the moments
(`tests.faults.moments`), or what is compared (`tests.faults.account`).
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults.account import Account, account, differences, is_whole
from tests.faults.disturbing import Killed
from tests.faults.moments import Moments
from tests.faults.town_of_few import Town, town_of_few, undisturbed
from tests.faults.watcher import figures_of, watching
from tests.support.night import Night, nightly

Disturb = Callable[[Path], list[Killed]]


@dataclass(frozen=True)
class Reference:
    """Tonight's load when nothing is the matter: what it took, and what it left."""

    seconds: float
    status: int
    account: Account
    figures: tuple[str, str]
    """Those of the set before it, and of its own."""


@dataclass(frozen=True)
class Outcome:
    """What came of a case: the loads that were killed, and everything that is not as it should be."""

    killed: Sequence[Killed]
    faults: Sequence[str]


def reference(town: Town, folder: Path) -> Reference:
    """Load once without disturbance."""
    started = time.monotonic()
    night = undisturbed(town, folder)
    seconds = time.monotonic() - started
    before = figures_of((town.before / "published").resolve())
    found = Reference(seconds, night.status, account(folder), (before, figures_of(night.published)))
    shutil.rmtree(folder)
    return found


def play(town: Town, folder: Path, undisturbed: Reference, disturb: Disturb) -> Outcome:
    """Disturb tonight's load, load again, and compare, while somebody looks at the published set all the time."""
    home = town.home(folder)
    with watching(home) as looks:
        killed = disturb(home)
        night = nightly(home, **town.variables())
    faults = [f"the reader: {fault}" for fault in looks.faults]
    if looks.figures not in ([undisturbed.figures[1]], list(undisturbed.figures)):
        faults.append(f"the reader saw other figures than those before and after: {looks.figures}")
    faults += _of_the_night(night, undisturbed)
    if not faults:
        shutil.rmtree(home)
    return Outcome(killed, faults)


def _of_the_night(night: Night, undisturbed: Reference) -> list[str]:
    if night.status != undisturbed.status:
        return [f"status {night.status} instead of {undisturbed.status}: {night.said[-2000:]}"]
    return [
        *differences(undisturbed.account, account(night.home)),
        *is_whole(night.published),
        *_still_under_way(night.home),
    ]


def _still_under_way(home: Path) -> list[str]:
    """Loads of which Dagster does not say how they ended."""
    with closing(sqlite3.connect(f"file:{home / 'dagster/history/runs.db'}?mode=ro", uri=True)) as runs:
        left = runs.execute("SELECT status FROM runs WHERE status NOT IN ('SUCCESS', 'FAILURE')").fetchall()
    return [f"Dagster has a run that is {status}" for (status,) in left]


def main() -> int:
    """Play so many kills and print what came of each case; 1 when one left anything that is not as it should be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keer", type=int, default=100, help="how many loads are broken off")
    options.add_argument("--zaad", type=int, default=1, help="seed of the moments")
    options.add_argument("--map", type=Path, help="where the town is kept between runs of this program")
    given = options.parse_args()
    folder = given.map or Path(tempfile.mkdtemp(prefix="dwh_kill_"))
    where: Counter[str] = Counter()
    over = broken = 0
    with town_of_few(folder) as town:
        first = reference(town, folder / "undisturbed")
        say(f"undisturbed: {first.seconds:.1f} s, status {first.status}")
        moments = Moments(town.variables(), first.seconds, given.keer, given.zaad)
        for number, disturb in enumerate(moments.cases()):
            outcome = play(town, folder / f"case{number}", first, disturb)
            where.update(_step(one.last_said) for one in outcome.killed if not one.over)
            over += sum(one.over for one in outcome.killed)
            broken += bool(outcome.faults)
            say(f"{number}: {[_told(one) for one in outcome.killed]}")
            for fault in outcome.faults:
                say(f"  FAULT {fault}")
    say(f"{where.total()} loads broken off, {broken} cases with faults; {over} were over too soon and drawn again")
    say("last said when broken off:")
    for step, count in where.most_common():
        say(f"  {count:4} {step}")
    return 1 if broken else 0


def _told(one: Killed) -> str:
    return f"{one.seconds:.1f} s {'over' if one.over else _step(one.last_said)}"


def _step(said: str) -> str:
    """What the load was at, from the last line of progress."""
    return " ".join(said.split()[1:2]) or "nothing said yet"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
