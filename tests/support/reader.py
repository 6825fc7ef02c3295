"""An analyst who never stops asking: opens the published marts again and again in a process of its own, and tells what it saw.

Belongs here: reading while others publish. Run as a program: reader.py MARTS QUERY UNTIL PAUSE, where QUERY gives one row that must be of one piece (all its
values equal) and UNTIL is a file whose appearance ends it. Prints JSON: reads, the distinct values in the order in which they were seen, faults.
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
from typing import Any

import duckdb


@dataclass
class Seen:
    """What the reader saw. `values`: one after another, each once as long as it lasted."""

    reads: int = 0
    values: list[Any] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def reading(marts: Path, query: str, until: Path, pause: float = 0) -> Iterator[Seen]:
    """Within it a reader reads, with so many seconds between two questions; afterwards the result tells what it saw."""
    seen = Seen()
    process = subprocess.Popen(
        [sys.executable, __file__, str(marts), query, str(until), str(pause)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield seen
    finally:
        until.touch()
        told, _ = process.communicate(timeout=60)
    vars(seen).update(json.loads(told))


def read(marts: str, query: str, until: Path, pause: float) -> Seen:
    """Read in a tight loop until the file appears, and once more after that."""
    seen = Seen()
    last = False
    while not last:
        last = until.exists()
        try:
            with duckdb.connect(marts, read_only=True) as connection:
                row = connection.execute(query).fetchone()
        except duckdb.Error as error:
            seen.faults.append(str(error))
            time.sleep(0.01)
            continue
        finally:
            time.sleep(pause)
        seen.reads += 1
        if row is None or len(set(row)) != 1:
            seen.faults.append(f"not of one piece: {row}")
        elif not seen.values or seen.values[-1] != row[0]:
            seen.values.append(row[0])
    return seen


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.write(json.dumps(vars(read(sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])))))
