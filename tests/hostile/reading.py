"""Reading files in a process of its own that may not take more memory than it is given.

Belongs here: the process, and what it says of each file. Does not belong here: the files, and what must become of them.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEILDATUM = date(2024, 12, 31)
MB = 1024**2


@dataclass(frozen=True)
class Gelezen:
    """What became of a file: why it was refused (`regel`, `reden`), or how many rows it has and what is wrong with
    it; and the most memory that the process had taken until then, in MB."""

    regel: str | None
    reden: str
    rijen: int
    piek_mb: int


def read_apart(files: dict[Path, str], *, most_mb: int = 3000) -> dict[str, Gelezen]:
    """Per file name what became of it, read as a delivery of the feed that is given, all in one process that cannot
    take more than `most_mb` of address space."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.hostile.reading",
            str(most_mb),
            json.dumps({str(p): f for p, f in files.items()}),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {name: Gelezen(*found) for name, found in json.loads(done.stdout).items()}


def _read(path: Path, feed: str) -> Gelezen:
    from sources.contract import load_contracts
    from sources.landing import Bestand
    from sources.reading.opening import read_delivery
    from sources.reading.result import Afgekeurd

    (contract,) = (c for c in load_contracts() if c.sleutel == feed)
    contract = contract.op(PEILDATUM)
    bestand = Bestand(contract.bron, contract.feed, "GM0153", PEILDATUM, 1, path, path.suffix[1:])
    regel, reden, rijen = None, "", 0
    try:
        inhoud = read_delivery(contract, bestand)
        for tabel in inhoud.tabellen.values():
            rijen += sum(batch.num_rows for batch in tabel.stroom)
            if tabel.fouten:
                regel, reden = tabel.fouten[0].regel, tabel.fouten[0].reden
    except Afgekeurd as fault:
        regel, reden = fault.regel, fault.reden
    return Gelezen(regel, reden, rijen, _peak_mb())


def _peak_mb() -> int:
    """The most memory that this process held at once; what `getrusage` says begins with that of who started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024  # type: ignore[index]


def main(most_mb: str, files: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(most_mb) * MB, int(most_mb) * MB))
    found = {Path(path).name: _read(Path(path), feed) for path, feed in json.loads(files).items()}
    sys.stdout.write(json.dumps({name: list(vars(gelezen).values()) for name, gelezen in found.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
