"""Ingest and publication are killed at random moments, many times: `python -m tests.faults.kill_small --keer 60`.

Belongs here: what takes seconds a time, so that hundreds of moments can be tried. Does not belong here: whole loads
(`tests.faults.kill`), and the named points (`tests.faults.points`).
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.faults.kill import say
from tests.faults.readers import of_parquet, of_the_database
from tests.faults.small_sets import publish
from tests.support import extracts as ex
from tests.support.night import ROOT
from tests.support.warehouse import NOW, Warehouse, records

_ROWS = 4000
_FILES = 4


def run(step: str, home: Path, seconds: float | None = None) -> float | None:
    """Run a step to its end, or kill it so many seconds after it is ready to begin; the seconds that it took from then,
    or None when it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.small_steps", step, str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    ready = time.monotonic()
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    assert process.returncode == 0
    return time.monotonic() - ready


def delivered(home: Path) -> Path:
    """A warehouse into which some files were delivered, each with rows that are not sound."""
    warehouse = Warehouse(home, None)  # type: ignore[arg-type]  # delivering judges nothing
    for year in range(_FILES):
        rows = [ex.ssd_row("uitkeringen", n) for n in range(1, _ROWS)]
        rows += [ex.ssd_row("uitkeringen", _ROWS + n, REGELING="XX") for n in range(year + 1)]
        name = f"GM0153_uitkeringen_{2021 + year}1231_01.csv"
        warehouse.deliver("ssd", name, ex.ssd(rows, "uitkeringen"), arrived=NOW)
    return home


def kept(home: Path) -> dict[str, Any]:
    """What a warehouse holds, without which run it was."""
    found: dict[str, Any] = {"files": sorted(str(p.relative_to(home)) for p in home.rglob("*") if p.is_file())}
    for table in ("levering", "controle"):
        found[table] = records(f"SELECT * EXCLUDE (run_id) FROM '{home}/state/{table}.parquet' ORDER BY ALL")
    for table in ("quarantaine", "profiel"):
        found[table] = records(f"SELECT * FROM '{home}/state/{table}.parquet' ORDER BY ALL")
    for path in sorted((home / "raw").rglob("*.parquet")):
        found[str(path.relative_to(home))] = records(f"SELECT count(*), sum(hash(COLUMNS(*)::VARCHAR)) FROM '{path}'")
    return found


def try_ingest(folder: Path, landing: Path, reference: dict[str, Any], seconds: float) -> tuple[bool, list[str]]:
    """Kill ingest at this moment and run it again; whether it was over before, and what is not as it should be."""
    home = Path(shutil.copytree(landing, folder))
    over = run("ingest", home, seconds) is not None
    run("ingest", home)
    found = kept(home)
    shutil.rmtree(home)
    return over, [name for name in reference.keys() | found.keys() if reference.get(name) != found.get(name)]


def try_publication(folder: Path, seconds: float) -> tuple[bool, list[str]]:
    """Kill the publication of a second set at this moment; readers see the first or the second, whole, and the third
    comes after it."""
    publish(folder, 0)
    over = run("publication", folder, seconds) is not None
    seen = [of_the_database(folder), of_parquet(folder)]
    faults = [] if seen in ([[0], [0]], [[1], [1]]) else [f"readers saw {seen}"]
    publish(folder, 7)
    faults += [] if of_the_database(folder) == of_parquet(folder) == [7] else ["the next set is not whole"]
    faults += [p.name for p in (folder / "publications").iterdir() if p.name.startswith(".")]
    shutil.rmtree(folder)
    return over, faults


def _length(step: str, home: Path) -> float:
    """How long a step takes that nobody disturbs, in seconds."""
    seconds = run(step, home)
    assert seconds is not None
    return seconds


def main() -> int:
    """Half of the kills in ingest, half in publication; 1 when one left anything that is not as it should be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keer", type=int, default=60, help="how many are broken off")
    options.add_argument("--zaad", type=int, default=1)
    given = options.parse_args()
    draw = random.Random(given.zaad)
    folder = Path(tempfile.mkdtemp(prefix="dwh_kill_"))
    landing = delivered(folder / "landing_only")
    undisturbed = Path(shutil.copytree(landing, folder / "undisturbed"))
    ingest = _length("ingest", undisturbed)
    reference = kept(undisturbed)
    publish(folder / "sets", 0)
    publication = _length("publication", folder / "sets")
    say(f"undisturbed: ingest {ingest:.2f} s, publication {publication:.2f} s")
    kinds = [
        (ingest, lambda case, seconds: try_ingest(case, landing, reference, seconds)),
        (publication, try_publication),
    ]
    killed = again = broken = 0
    while killed < given.keer:
        # Both in turn: what was over before is drawn again.
        length, attempt = kinds[killed % 2]
        over, faults = attempt(folder / f"{killed + again}", draw.random() * length)
        for fault in faults:
            say(f"  FAULT in case {killed + again}: {fault}")
        broken += bool(faults)
        again += over
        killed += not over
    say(f"{killed} broken off, {again} over before and drawn again, {broken} with faults")
    shutil.rmtree(folder)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
