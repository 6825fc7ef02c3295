"""Files that are there whole or not at all, whenever a load is killed or the power fails.

Belongs here: writing beside the file and putting it in its place. Does not belong here: what is in it.
"""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader finds the old content or the new one, and never a part of it.

    Raises `OSError` when it cannot be written; then the old content stands.
    """
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(text, encoding="utf-8")
    put_in_place(aside, path)


def put_in_place(aside: Path, path: Path) -> None:
    """Give a file that was written aside its name, once it is on the disk.

    Without waiting for that, a power cut can leave the name with nothing in it.
    """
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(path)


_HEADERS = 3 * 4096
_MAGIC = slice(8, 12)
"""Where a DuckDB file says that it is one."""


def remove_stillborn(database: Path) -> None:
    """Take away a DuckDB file of which not even the headers were written: a load was killed while it made it.

    DuckDB refuses such a file for ever; nothing was ever in it. What is no database at all is left for people to see.
    """
    if not database.exists() or database.stat().st_size >= _HEADERS:
        return
    if database.read_bytes()[_MAGIC].strip(b"\0") in (b"", b"DUCK"):
        database.unlink()
