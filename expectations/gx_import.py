"""What Great Expectations must not import along.

Belongs here: keeping it from packages that happen to be installed. Does not belong here: what it must be taught
(`expectations.gx_engine`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_pyspark() -> Iterator[None]:
    """Within it there is no pyspark to import.

    Great Expectations imports all of it where it is installed, which costs seconds and, in a process of Python's
    multiprocessing such as the loads that Dagster's web server starts, ends that process: there pyspark takes itself to
    be under test.
    """
    if "pyspark" in sys.modules:
        yield
        return
    sys.modules["pyspark"] = None  # type: ignore[assignment] # Python's own way to say that a module is not there
    try:
        yield
    finally:
        del sys.modules["pyspark"]
