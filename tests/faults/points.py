"""A load that is killed at a named point: `python -m tests.faults.points POINT`, with the environment of a load.

Belongs here: the points, each a call before or after which the process kills itself and everything that it started.
Does not belong here: what must be true afterwards.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Call:
    """A call of a function: the how-manieth, and whether the end comes before or after it."""

    module: str
    name: str
    nth: int = 1
    after: bool = False


CALLS = {
    "rows in raw, nothing entered": Call("expectations.ledger", "Ledger.record"),
    "entered, nothing said of it yet": Call("expectations.ledger", "Ledger.record", after=True),
    "before the ledger is exported": Call("expectations.ledger", "Ledger.export"),
    "the ledger half exported": Call("expectations.ledger", "put_in_place", nth=3, after=True),
    "before the set is begun": Call("orchestration.publication", "Publicatie.add_domain"),
    "one domain in the set": Call("orchestration.publication", "Publicatie.add_domain", after=True),
    "before the set is closed": Call("orchestration.publication", "Publicatie.close"),
    "the set complete, the link not swapped": Call("orchestration.publication", "Publicatie._swap"),
    "the link swapped, old sets not pruned": Call("orchestration.publication", "Publicatie._swap", after=True),
}
IN_DBT = "dbt is writing in the warehouse"
POINTS = (*CALLS, IN_DBT)


def die() -> None:
    """The end of this process and of all that it started, as at a power cut."""
    os.killpg(0, signal.SIGKILL)


def die_at(call: Call, end: Callable[[], None] = die) -> None:
    """Let this process end at that call."""
    owner: Any = importlib.import_module(call.module)
    *path, name = call.name.split(".")
    for part in path:
        owner = getattr(owner, part)
    original = getattr(owner, name)
    calls = 0

    def stumble(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call.nth and not call.after:
            end()
        result = original(*arguments, **named)
        if calls == call.nth and call.after:
            end()
        return result

    setattr(owner, name, stumble)


def die_while_dbt_writes() -> None:
    """End as soon as DuckDB keeps a write-ahead log beside dbt's warehouse: what stands in it is not in the file."""
    log = Path(os.environ["DWH_HOME"]) / "warehouse" / "warehouse.duckdb.wal"

    def watch() -> None:
        while not (log.exists() and log.stat().st_size):
            time.sleep(0.002)
        die()

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    point = sys.argv[1]
    if point == IN_DBT:
        die_while_dbt_writes()
    else:
        die_at(CALLS[point])
    from orchestration.cli import main

    main(["nightly"])
