"""What decides how a file comes out besides what it is made of.

Belongs here: a digest of the code that makes it, for files that are kept between nights. Does not belong here: keeping
them (`kept_workbooks`, `site.drawn`, `rapport.werkmappen`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path


def made_by(package: str, code: Iterable[Path]) -> str:
    """The version of the library that writes, and a digest of our own code that calls it."""
    own = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()
    return f"{version(package)} {own} "
