"""Deliveries that hang together too closely to be drawn by chance: those of the demo, once for every municipality.

Belongs here: which file of the demo stands for a feed, and what in it says whose it is. Does not belong here: feeds of
rows about persons (`benchmarks.bestanden`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache

from sources.demo.levering import Levering
from sources.iv3 import demo as iv3_demo
from sources.opgave import demo as opgave_demo

_FROM: dict[str, Callable] = {"iv3/iv3": iv3_demo.extracten, "opgave/gmsd": opgave_demo.extracten}
FEEDS = tuple(_FROM)
_GEMEENTE = "GM0153"


def content(feed: str, gemeente_code: str, naam: str, peildatum: date) -> bytes:
    """What this municipality would deliver of the feed. Raises KeyError for a day on which the demo has nothing."""
    found = _of_demo(feed)[peildatum]
    if feed != "iv3/iv3":
        return found
    document = json.loads(found)
    document["metadata"] |= {"overheidsnummer": gemeente_code[2:], "overheidsnaam": naam}
    return json.dumps(document, ensure_ascii=False).encode()


@cache
def _of_demo(feed: str) -> dict[date, bytes]:
    def is_it(levering: Levering) -> bool:
        return f"{levering.bron}/{levering.feed}" == feed and levering.gemeente == _GEMEENTE

    # What statements and accounts say has nothing to do with the persons of the demo, so those need not be made.
    return {levering.peildatum: inhoud for levering, inhoud in _FROM[feed](None) if is_it(levering)}
