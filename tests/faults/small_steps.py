"""One step of a load, killed at a named point where one is given: `python -m tests.faults.small_steps STEP HOME [POINT]`.

Belongs here: the steps that need no whole load, ingest of one feed and publication, in a process of their own. Does not
belong here: what must be true afterwards. In a session of its own, since everything in it dies.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults.points import CALLS, die_at
from tests.support.night import ROOT

FEED = "ssd/uitkeringen"


def ingest(home: Path) -> Callable[[], object]:
    """Load what is new of one feed."""
    from expectations.keuring import Keurmeester
    from tests.support.warehouse import CODELIJSTEN, KEY, Warehouse

    return partial(Warehouse(home, Keurmeester(KEY, CODELIJSTEN)).load, FEED)


def publication(home: Path) -> Callable[[], object]:
    """Publish the set after the last."""
    from tests.faults.small_sets import publish

    return partial(publish, home, len(list((home / "publications").glob("run*"))))


STEPS = {step.__name__: step for step in (ingest, publication)}


def killed(step: str, home: Path, point: str) -> None:
    """Run a step that is killed at this point."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.small_steps", step, str(home), point],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == -signal.SIGKILL, f"never came at {point}: {done.stderr}"


if __name__ == "__main__":
    for point in sys.argv[3:]:
        die_at(CALLS[point])
    step = STEPS[sys.argv[1]](Path(sys.argv[2]))
    # From here on it works: who wants to kill it need not wait for what it imports.
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    step()
