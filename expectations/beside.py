"""Judging small deliveries beside each other: while one is judged, in DuckDB, there is a core left for the next.

Belongs here: which deliveries are small enough, the threads, and a keurmeester for each of them. Does not belong here:
judging (`expectations.keuring`), and what follows from it, which happens one delivery after the other
(`expectations.loading`).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from expectations.keuring import Keurmeester

T = TypeVar("T")

SMALL = 1_000_000
"""Bytes. A large delivery keeps all cores busy by itself, and needs the memory of one keurmeester."""
SEVERAL = 3
"""Of so many files in a feed at least some are judged beside each other."""
MOST_THREADS = 4


class Keurmeesters:
    """Judges what it is given on a few threads, each with a keurmeester of its own, made when it is first needed."""

    def __init__(self, make: Callable[[], Keurmeester]) -> None:
        self._make = make
        self._own = threading.local()
        threads = min(MOST_THREADS, len(os.sched_getaffinity(0)))
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="keuring")
        self.ahead = 2 * threads
        """How many deliveries may be begun before the first of them is concluded: enough to keep every thread busy."""

    def start(self, judge: Callable[[Keurmeester], T]) -> Future[T]:
        """Have something judged. What it raises comes out of the future."""
        return self._pool.submit(self._judge, judge)

    def _judge(self, judge: Callable[[Keurmeester], T]) -> T:
        if not hasattr(self._own, "keurmeester"):
            self._own.keurmeester = self._make()
        return judge(self._own.keurmeester)
