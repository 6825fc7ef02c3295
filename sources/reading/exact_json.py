"""JSON of which every number stays as it was written, and which can be read in one way only.

Belongs here: the text of a file as mappings, lists and texts. Does not belong here: what ought to stand in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes; what is larger would be held in memory several times over."""


class GeenJson(ValueError):
    """The file cannot be read; the message is the end of a Dutch sentence, without a value from the file."""


class Getal(str):
    """A number as it was written: `6.10` is not `6.1`, and nothing was rounded."""

    __slots__ = ()


def read_exact_json(path: Path) -> Any:
    """The content of a file. Raises `GeenJson`."""
    if path.stat().st_size > LARGEST:
        raise GeenJson(f"is groter dan {LARGEST // 1024**2} MB")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GeenJson("is geen UTF-8") from None
    try:
        return json.loads(
            text, parse_int=Getal, parse_float=Getal, parse_constant=_no_number, object_pairs_hook=_each_key_once
        )
    except json.JSONDecodeError as error:
        raise GeenJson(f"is geen JSON: op regel {error.lineno}, teken {error.colno} gaat het mis") from None
    except RecursionError:
        raise GeenJson("heeft te veel lagen binnen elkaar") from None


def _no_number(_constant: str) -> None:
    raise GeenJson("bevat NaN of Infinity, en dat is geen getal")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise GeenJson("bevat een sleutel die op dezelfde plaats twee keer staat, en dan is niet te zeggen welke geldt")
    return read
