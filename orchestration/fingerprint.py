"""A digest of files of the project: what was made of them is still right when it is the same.

Belongs here: how files become a digest. Does not belong here: which files decide what (`built`, `dbt`, `staging_sql`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(files: Iterable[Path], root: Path) -> str:
    """The hex digest of the names below `root` and the contents of the files, in their order."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
