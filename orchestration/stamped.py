"""Files that are kept between nights and made anew when what they are made of changed.

Belongs here: the stamp beside such a file. Does not belong here: what the file is, and what its digest is of.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sources.whole_file import write_whole


def stamp_of(file: Path) -> Path:
    """Where the digest stands of what a file was made of."""
    return file.with_suffix(".sha256")


def up_to_date(file: Path, digest: str, make: Callable[[], None]) -> Path:
    """The file; `make` writes it when it is not there or was made of something with another digest. What that raises
    goes on, and the next call tries again."""
    stamp = stamp_of(file)
    if not file.exists() or not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
        # Of a file that is written half, nothing may say that it is whole.
        stamp.unlink(missing_ok=True)
        make()
        write_whole(stamp, digest)
    return file
