"""One load at a time on a DWH_HOME, from its first moment to its last.

Belongs here: the lock that a command takes before it does anything else. The kernel gives it back when the process
ends, however that happens, so a stale lock cannot be. The ledger has a lock of its own (`expectations.ledger`), which
also stops a load that Dagster's daemon starts. Does not belong here: the load.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

_NAME = "lading.lock"


class AndereLading(RuntimeError):
    """Another load is at work on this DWH_HOME."""

    def __init__(self, who: str = "") -> None:
        shown = f" ({who})" if who else ""
        super().__init__(f"Er loopt al een andere lading op deze DWH_HOME{shown}; wacht tot die klaar is.")


@contextmanager
def one_load(state: Path) -> Iterator[None]:
    """Within it no other load begins. Raises `AndereLading` at once when one is running, naming its process."""
    state.mkdir(parents=True, exist_ok=True)
    # Not emptied by opening it: who is refused reads in it who is at work.
    with (state / _NAME).open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise AndereLading(lock.read().strip()) from None
        lock.truncate(0)
        lock.write(f"proces {os.getpid()}, sinds {datetime.now().astimezone():%d-%m-%Y %H:%M}")
        lock.flush()
        yield
