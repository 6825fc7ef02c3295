"""Small means that several modules of the report share.

Belongs here: grouping rows and naming folders. Does not belong here: anything that knows what a row means.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

R = TypeVar("R")
K = TypeVar("K")


def slug(naam: str) -> str:
    """A name as part of an address: Súdwest-Fryslân becomes sudwest-fryslan."""
    plat = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plat.lower()).strip("-") or "x"


def per(waarden: Iterable[R], sleutel: Callable[[R], K]) -> Mapping[K, list[R]]:
    """Grouped, in their order; nothing for what is not there."""
    groepen: dict[K, list[R]] = defaultdict(list)
    for waarde in waarden:
        groepen[sleutel(waarde)].append(waarde)
    return groepen
