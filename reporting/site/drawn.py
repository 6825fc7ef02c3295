"""Drawings that were made before: a night draws only what changed.

Belongs here: keeping them in a file beside the pages, under what was drawn and what drew it. Does not belong here:
drawing (`svg`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from reporting.made_by import made_by
from sources.whole_file import write_whole

Tekening = tuple[str, str, str]
"""Width, height, and what stands in the drawing."""

_Kept = tuple[dict[str, Tekening], dict[str, Tekening]]
_KEPT: ContextVar[_Kept | None] = ContextVar("kept", default=None)


@contextmanager
def kept_drawings(path: Path) -> Iterator[None]:
    """Within it a drawing that stands in the file is not made again; afterwards the file holds those that were used."""
    before: dict[str, Tekening] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    used: dict[str, Tekening] = {}
    token = _KEPT.set((before, used))
    try:
        yield
    finally:
        _KEPT.reset(token)
    if used.keys() != before.keys():
        write_whole(path, json.dumps(used))


def drawn(what: str, draw: Callable[[], Tekening]) -> Tekening:
    """The drawing of something, made where it is not kept."""
    kept = _KEPT.get()
    if kept is None:
        return draw()
    before, used = kept
    key = hashlib.sha256(f"{_maker()}{what}".encode()).hexdigest()
    if key not in used:
        used[key] = before.get(key) or draw()
    return used[key]


@cache
def _maker() -> str:
    return made_by("vl-convert-python", [Path(__file__).parent / "svg.py"])
