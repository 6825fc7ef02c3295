"""Workbooks that were made before: a night writes only those whose table changed.

Belongs here: keeping them in a folder beside the pages, under what is in them and what wrote them. Does not belong
here: writing one (`reporting.tabel.xlsx`).
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from reporting.made_by import made_by
from reporting.processes import beside
from reporting.tabel import xlsx
from reporting.tabel.model import Tabel

_BESIDE = ("sheets.py", "safe_cells.py")
"""What writes a workbook besides `reporting.tabel`."""


_BY_ITSELF, _PROCESSES = 50, 2
"""How many workbooks are written in the process itself, and by how many it has more written: thousands of tables are
the first report of a project, and a workbook takes milliseconds however small it is."""


class Werkmappen:
    """The workbooks of one report, each written once for as long as its table stays the same."""

    def __init__(self, folder: Path, moment: datetime) -> None:
        """`folder` is where they are kept, `moment` when those that are new were made."""
        self._folder = folder
        self._moment = moment
        self._tabellen: dict[Path, Tabel] = {}
        self._paden: dict[Path, Path] = {}

    def schrijf(self, tabel: Tabel, pad: Path) -> None:
        """A workbook of this table has to stand at a path when the report is done."""
        key = hashlib.sha256(f"{_maker()}{tabel!r}".encode()).hexdigest()
        self._paden[pad] = self._folder / f"{key}.xlsx"
        self._tabellen[self._paden[pad]] = tabel

    def maak(self) -> None:
        """Write those that are new, and put all in their places."""
        nieuw = {kept: tabel for kept, tabel in self._tabellen.items() if not kept.exists()}
        schrijf = partial(_schrijf, moment=self._moment)
        if len(nieuw) <= _BY_ITSELF:
            for kept, tabel in nieuw.items():
                schrijf(kept, tabel)
        else:
            with beside(_PROCESSES) as processes:
                list(processes.map(schrijf, nieuw.keys(), nieuw.values(), chunksize=20))
        for pad, kept in self._paden.items():
            shutil.copyfile(kept, pad)

    def vergeet(self) -> None:
        """Drop what this report did not use."""
        for old in set(self._folder.glob("*.xlsx")) - self._tabellen.keys():
            old.unlink()


@contextmanager
def bewaarde_werkmappen(folder: Path, moment: datetime) -> Iterator[Werkmappen]:
    """The workbooks kept in a folder; afterwards they are in their places, and it holds those that were used."""
    folder.mkdir(parents=True, exist_ok=True)
    werkmappen = Werkmappen(folder, moment)
    yield werkmappen
    werkmappen.maak()
    werkmappen.vergeet()


def _schrijf(kept: Path, tabel: Tabel, moment: datetime) -> None:
    # Under another name until it is whole: a night that is cut short leaves nothing that looks like a workbook.
    xlsx.schrijf_xlsx(tabel, kept.with_suffix(".part"), moment).replace(kept)


@cache
def _maker() -> str:
    tabel = Path(xlsx.__file__).parent
    return made_by("openpyxl", [*sorted(tabel.glob("*.py")), *(tabel.parent / name for name in _BESIDE)])
