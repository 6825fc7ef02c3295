"""Workbooks that were made before: a night makes only those of which the work changed.

Belongs here: remembering what each workbook in a folder was made of. Does not belong here: what it says
(`reporting.quarantine_workbook`).
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from reporting.made_by import made_by
from sources.whole_file import write_whole

_MAKERS = ("quarantine_work.py", "quarantine_workbook.py", "sheets.py", "safe_cells.py")


class KeptWorkbooks:
    """What the workbooks of a folder were made of, in a file beside them. Where that is not known all are made: also
    after a night that was broken off while it made them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self._now: dict[str, str] = {}
        path.unlink(missing_ok=True)

    def is_made(self, workbook: Path, of: str) -> bool:
        """Whether the workbook is there and was made of this; from now on it counts as made of it."""
        digest = hashlib.sha256(f"{_maker()}{of}".encode()).hexdigest()
        self._now[workbook.name] = digest
        return self._before.get(workbook.name) == digest and workbook.exists()

    def note(self) -> None:
        """Remember it, when all of them are there."""
        write_whole(self._path, json.dumps(self._now))


@cache
def _maker() -> str:
    return made_by("openpyxl", (Path(__file__).parent / name for name in _MAKERS))
