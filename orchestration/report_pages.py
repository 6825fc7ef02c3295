"""The report and the open data in the set in the making.

Belongs here: whether they have to be made anew, making them beside the other pages in a process of their own, and what
follows when that fails. Does not belong here: what they say (`reporting.rapport`, `reporting.opendata`).
"""

from __future__ import annotations

import logging
import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from orchestration.publication import Publicatie, read_manifest
from reporting.dashboard.run import Run
from reporting.processes import beside
from reporting.set_parts import OPEN_DATA, PARQUET_PACKAGE, REPORT

log = logging.getLogger("dwh.publicatie")

MANIFEST = "rapport"
"""Under which name the manifest says what the report is made of."""


@dataclass(frozen=True)
class Gemaakt:
    """What the report of a set was made of and by which run, and how many pages and tables each folder has."""

    gemaakt_van: str
    run_id: str
    aantallen: Mapping[str, int]


@dataclass
class Verslaglegging:
    """What became of the report of a set: `gemaakt` goes into the manifest, `mislukt` into `niet_gebouwd`."""

    gemaakt: Gemaakt | None = None
    mislukt: dict[str, list[str]] = field(default_factory=dict)

    @property
    def manifest(self) -> dict[str, Any]:
        return {MANIFEST: asdict(self.gemaakt) if self.gemaakt else None}


@dataclass(frozen=True)
class _Uitkomst:
    """How many pages or tables a folder got, or by which error it has none."""

    aantal: int = 0
    fout: str | None = None
    verslag: str = ""


def gemaakt_in(published: Path) -> Gemaakt | None:
    """What the report of the set that counts was made of; None where it has none."""
    noted = (read_manifest(published) or {}).get(MANIFEST)
    return Gemaakt(**noted) if noted else None


@contextmanager
def report_beside(
    publicatie: Publicatie,
    published: Path,
    run: Run,
    made_of: Callable[[], str],
    kept: Path,
    told: Callable[[str], object],
) -> Iterator[Callable[[], Verslaglegging]]:
    """Begin the report of a set of which the tables are complete; what is given waits for it to be there.

    `made_of` gives the digest of what it is made of: when that is the same, the report is that of the set before, file
    for file. `kept` is the folder where drawings and workbooks are kept between nights. An error of ours keeps the
    figures from being published as little as one in the dashboard: it is told with its stack to `told`, and the folder
    is left out.
    """
    before = gemaakt_in(published)
    try:
        digest = made_of()
    except Exception as error:  # noqa: BLE001 - the boundary, see `_outcome`
        failed = dict.fromkeys(_MAKERS, _failure(error))
        yield lambda: _concluded(publicatie, run, Gemaakt("", run.run_id, {}), failed, told)
        return
    if before is not None and before.gemaakt_van == digest and all((published / name).is_dir() for name in _MAKERS):
        for name in _MAKERS:
            publicatie.keep(name)
        yield lambda: _concluded(publicatie, run, before, {}, told)
        return
    with beside(1) as child:
        marts, folder = publicatie.marts, publicatie.folder
        busy = {name: child.submit(_make, name, marts, folder / name, run, kept) for name in _MAKERS}
        yield lambda: _concluded(publicatie, run, Gemaakt(digest, run.run_id, {}), _awaited(busy), told)


def _concluded(
    publicatie: Publicatie, run: Run, made: Gemaakt, outcomes: Mapping[str, _Uitkomst], told: Callable[[str], object]
) -> Verslaglegging:
    # Of every night: it names the run, and takes no time.
    described = _outcome(lambda: _described(publicatie, run))
    failed = {name: outcome for name, outcome in {**outcomes, PARQUET_PACKAGE: described}.items() if outcome.fout}
    for name, outcome in failed.items():
        told(outcome.verslag)
        shutil.rmtree(publicatie.folder / name, ignore_errors=True)
    counts = {name: outcome.aantal for name, outcome in outcomes.items()}
    log.info("rapport: %s", counts or f"ongewijzigd sinds {made.run_id}")
    whole = Gemaakt(made.gemaakt_van, made.run_id, counts or made.aantallen)
    return Verslaglegging(None if failed else whole, {name: [str(outcome.fout)] for name, outcome in failed.items()})


def _awaited(busy: Mapping[str, Future[_Uitkomst]]) -> dict[str, _Uitkomst]:
    # A process that was ended by somebody else, for want of memory say, is an error like any other.
    return {name: _outcome(future.result) for name, future in busy.items()}


def _outcome(work: Callable[[], _Uitkomst]) -> _Uitkomst:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - the boundary: figures are published without pages rather than not at all
        return _failure(error)


def _failure(error: Exception) -> _Uitkomst:
    return _Uitkomst(fout=type(error).__name__, verslag="".join(traceback.format_exception(error)))


def _make(name: str, marts: Path, folder: Path, run: Run, kept: Path) -> _Uitkomst:
    """In the process of its own."""
    return _outcome(lambda: _Uitkomst(_MAKERS[name](marts, folder, run, kept)))


def _report(marts: Path, folder: Path, run: Run, kept: Path) -> int:
    from reporting.rapport import build_report

    return build_report(marts, folder, run, kept)


def _open_data(marts: Path, folder: Path, run: Run, _kept: Path) -> int:
    from reporting.opendata.openen import open_data

    return open_data(marts, folder, run)


def _described(publicatie: Publicatie, run: Run) -> _Uitkomst:
    from reporting.opendata.intern import beschrijf_parquet

    return _Uitkomst(beschrijf_parquet(publicatie.marts, publicatie.folder / "parquet", run))


_MAKERS: Mapping[str, Callable[[Path, Path, Run, Path], int]] = {REPORT: _report, OPEN_DATA: _open_data}
