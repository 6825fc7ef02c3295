"""How a load ends: at once.

Belongs here: leaving without taking the interpreter apart. Python would clear three thousand modules one by one, which
takes a sixth of a quiet night, and DuckDB's binding would report on pages what Great Expectations still holds of it,
below the summary that must be the last that people read. Does not belong here: which status a load ends with.
"""

from __future__ import annotations

import atexit
import os
import sys

_FAILED = 1


class Ending:
    """Makes this process end at once when its time has come. `status` is for who ended well; an error leaves the one of
    a failed command.

    Made before anything else is imported it comes last: threads were waited for, and whatever else wants to be called
    at the end (temporary folders, logs) has been.
    """

    def __init__(self) -> None:
        self.status = _FAILED
        atexit.register(self._leave)

    def _leave(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(self.status)
