"""Analysts in processes of their own, who read the published set in the ways that the pages for analysts describe.

Belongs here: reading, and telling what was seen. Run as `python -m tests.faults.readers HOME UNTIL WAY`, where WAY is how is read
and UNTIL is a file whose appearance ends it; prints JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from tests.faults.small_sets import TABLES
from tests.support.night import ROOT

RUNS = "SELECT DISTINCT run FROM ({}) ORDER BY 1"
_PAUSE = 0.1
"""Seconds between two questions: as many analysts as this without one would leave nothing to publish with."""


@dataclass
class Seen:
    """How often was read, which runs were seen one after another, and what went wrong."""

    reads: int = 0
    runs: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def of_the_database(home: Path) -> list[int]:
    """A connection to `published/marts.duckdb`: one question about every table."""
    with duckdb.connect(str(home / "published" / "marts.duckdb"), read_only=True) as con:
        return _runs(con, [f"SELECT run FROM {table}" for table in TABLES])


def of_parquet(home: Path) -> list[int]:
    """The Parquet files of one set: the link is resolved once, and every file is read from where it led."""
    return _of_files((home / "published").resolve())


def of_parquet_through_the_link(home: Path) -> list[int]:
    """What nobody should do: every file is opened through the link, which may be swapped in between."""
    return _of_files(home / "published")


WAYS: dict[str, Callable[[Path], list[int]]] = {
    way.__name__: way for way in (of_the_database, of_parquet, of_parquet_through_the_link)
}


def _of_files(folder: Path) -> list[int]:
    with duckdb.connect() as con:
        found = [
            _runs(con, [f"SELECT run FROM '{folder / 'parquet' / table.replace('.', '/')}.parquet'"])
            for table in TABLES
        ]
    return sorted({run for runs in found for run in runs})


def _runs(con: duckdb.DuckDBPyConnection, queries: Sequence[str]) -> list[int]:
    return [row[0] for row in con.execute(RUNS.format(" UNION ALL ".join(queries))).fetchall()]


@contextmanager
def reading(home: Path, until: Path, ways: Sequence[str]) -> Iterator[list[Seen]]:
    """Within it a process per way reads; afterwards the list has what each of them saw."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.readers", str(home), str(until), way],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for way in ways
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    seen: list[Seen] = []
    try:
        yield seen
    finally:
        until.touch()
        told = [process.communicate(timeout=120)[0] for process in processes]
    seen += [Seen(**json.loads(text)) for text in told]


def read(way: Callable[[Path], list[int]], home: Path, until: Path) -> Seen:
    """Read until the file appears, and once more after that."""
    seen, last = Seen(), False
    while not last:
        last = until.exists()
        try:
            runs = way(home)
        except (OSError, duckdb.Error) as error:
            seen.faults.append(f"{type(error).__name__}: {error}")
            continue
        seen.reads += 1
        if len(runs) != 1:
            seen.faults.append(f"a mixture of {runs}")
        elif not seen.runs or seen.runs[-1] != runs[0]:
            seen.runs.append(runs[0])
        time.sleep(_PAUSE)
    return seen


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.write(json.dumps(vars(read(WAYS[sys.argv[3]], Path(sys.argv[1]), Path(sys.argv[2])))))
