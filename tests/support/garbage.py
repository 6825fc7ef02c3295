"""Looking for garbage less often: what a suite, a night or dbt imports and parses lives as long as its process does.

Belongs here: how often Python looks. Does not belong here: what a load does about it (`orchestration.cli`).
"""

from __future__ import annotations

import gc

THRESHOLDS = (100_000, 50, 100)
"""Those of a load."""


def look_less_for_garbage() -> None:
    """Leave alone what is there now, and look at what comes after it seldom."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
