"""Processes beside this one, for work that takes a core for seconds.

Belongs here: beginning them, and that none outlives whoever began it. Does not belong here: the work.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from threading import Thread


@contextmanager
def beside(number: int) -> Iterator[Executor]:
    """So many processes; what they have not begun when the block ends they leave. They end with this process, also when
    it is killed: nobody stays at work in the folders of the next load."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(number, mp_context=spawned, initializer=_end_with_the_parent) as processes:
        try:
            yield processes
        finally:
            processes.shutdown(cancel_futures=True)


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    Thread(target=follow, daemon=True).start()
