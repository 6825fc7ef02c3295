"""An analyst who never stops looking while loads are killed and started again: each look resolves the link once and
goes through the whole set.

Belongs here: looking, in a process of its own, and telling which sets were seen and what was wrong with any. Run as
`python -m tests.faults.watcher HOME UNTIL`, where UNTIL is a file whose appearance ends it; prints JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.faults.account import is_whole
from tests.support.night import ROOT

_PAUSE = 0.1
_FIGURES = """
SELECT md5(string_agg(regel, '' ORDER BY regel)) FROM (
    SELECT concat_ws('|', levering_id, status, reden, rijen_geladen) AS regel FROM kwaliteit.fct_levering
    UNION ALL
    SELECT concat_ws('|', gemeente_code, indicator_code, jaar, uitsplitsing, waarde, bekend_vanaf, bekend_tot)
    FROM indicatoren.fct_indicator
)
"""


@dataclass
class Looks:
    """How often was looked, which figures were seen one after another (a digest each), and what was wrong."""

    looks: int = 0
    figures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def figures_of(published: Path) -> str:
    """A digest of what a set says of deliveries and indicators: equal for two sets that were made of the same."""
    with duckdb.connect(str(published / "marts.duckdb"), read_only=True) as con:
        return str(con.execute(_FIGURES).fetchall()[0][0])


@contextmanager
def watching(home: Path) -> Iterator[Looks]:
    """Within it somebody looks all the time; afterwards the result tells what was seen."""
    until = home.with_suffix(".enough")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.watcher", str(home), str(until)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    looks = Looks()
    try:
        yield looks
    finally:
        until.touch()
        told, _ = process.communicate(timeout=120)
        until.unlink()
    vars(looks).update(json.loads(told))


def look(home: Path, until: Path) -> Looks:
    """Look until the file appears, and once more after that."""
    seen, last = Looks(), False
    while not last:
        last = until.exists()
        published = (home / "published").resolve()
        try:
            seen.faults += is_whole(published)
            figures = figures_of(published)
        except (OSError, ValueError, duckdb.Error) as error:
            seen.faults.append(f"{type(error).__name__}: {error}")
            continue
        seen.looks += 1
        if not seen.figures or seen.figures[-1] != figures:
            seen.figures.append(figures)
        time.sleep(_PAUSE)
    return seen


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.write(json.dumps(vars(look(Path(sys.argv[1]), Path(sys.argv[2])))))
