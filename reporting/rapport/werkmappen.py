"""Workbooks that were made before: a night writes only those whose tables changed.

Belongs here: keeping them in a folder beside the pages, under what is in them and what wrote them. Does not belong
here: writing one (`reporting.tabel.xlsx`).
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from reporting.made_by import made_by
from reporting.tabel import xlsx
from reporting.tabel.model import Tabel

_BESIDE = ("sheets.py", "safe_cells.py")
"""What writes a workbook besides `reporting.tabel`."""


class Werkmappen:
    """The workbooks of one report, each written once for as long as its tables stay the same."""

    def __init__(self, folder: Path, moment: datetime) -> None:
        """`folder` is where they are kept, `moment` when those that are new were made."""
        self._folder = folder
        self._moment = moment
        self._used: set[Path] = set()

    def schrijf(self, tabellen: Sequence[Tabel], pad: Path) -> None:
        """Put the workbook of these tables at a path."""
        key = hashlib.sha256(f"{_maker()}{tabellen!r}".encode()).hexdigest()
        kept = self._folder / f"{key}.xlsx"
        self._used.add(kept)
        if kept.exists():
            shutil.copyfile(kept, pad)
            return
        # Under another name until it is whole: a night that is cut short leaves nothing that looks like a workbook.
        aside = xlsx.schrijf_xlsx(tabellen, kept.with_suffix(".part"), self._moment)
        aside.replace(kept)
        shutil.copyfile(kept, pad)

    def vergeet(self) -> None:
        """Drop what this report did not use."""
        for old in set(self._folder.glob("*.xlsx")) - self._used:
            old.unlink()


@contextmanager
def bewaarde_werkmappen(folder: Path, moment: datetime) -> Iterator[Werkmappen]:
    """The workbooks kept in a folder; afterwards it holds those that were used."""
    folder.mkdir(parents=True, exist_ok=True)
    werkmappen = Werkmappen(folder, moment)
    yield werkmappen
    werkmappen.vergeet()


@cache
def _maker() -> str:
    tabel = Path(xlsx.__file__).parent
    return made_by("openpyxl", [*sorted(tabel.glob("*.py")), *(tabel.parent / name for name in _BESIDE)])
