"""What a feed asks of CBS: a table, a filter and the columns that are kept. Plain data, cheap to import.

Asking it belongs in `odata`; which tables are asked is written in the contracts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sources.cbs.errors import CbsLayoutAfwijkend

STATUS = "status"

Waarneming = dict[str, str | None]

_GERESERVEERD = {STATUS, "rijnummer", "levering_id"}
_GEEN_DIMENSIE = {"Id", "Value", "ValueAttribute", "StringValue"}


@dataclass(frozen=True)
class Tabel:
    """What one feed asks of CBS: a table, a $filter, and which wire columns are kept under which name.

    `tabel` is case-sensitive. Every dimension of the table is either kept (`kolommen`: wire name -> our name) or
    pinned by `filter`: one that is neither would multiply rows without anybody seeing why. Raises ValueError for a
    feed name that cannot stand in a file name and for column names that are double or ours.
    """

    feed: str
    tabel: str
    filter: str
    kolommen: Mapping[str, str]

    def __post_init__(self) -> None:
        namen = list(self.kolommen.values())
        if not re.fullmatch(r"[a-z][a-z0-9]*", self.feed):
            raise ValueError(f"feed {self.feed!r}: alleen kleine letters en cijfers, want hij staat in bestandsnamen")
        if len(set(namen)) != len(namen) or _GERESERVEERD & set(namen):
            raise ValueError(f"feed {self.feed}: kolomnamen {namen} zijn dubbel of gereserveerd")

    def controleer_layout(self, rij: Mapping[str, Any]) -> None:
        """Raise CbsLayoutAfwijkend when an observation lacks a kept column or has a dimension that floats free.

        All differences in one message, because who mends a contract wants to do it once.
        """
        weg = [veld for veld in self.kolommen if veld not in rij]
        vrij = [veld for veld in rij if not (veld in self.kolommen or self._is_vast(veld))]
        if not weg and not vrij:
            return
        delen = [f"ontbrekende kolom {veld} (bij ons: {self.kolommen[veld]})" for veld in weg]
        delen += [f"nieuwe dimensie {veld}: bewaar haar als kolom of zet haar vast in het filter" for veld in vrij]
        raise CbsLayoutAfwijkend(
            f"CBS-tabel {self.tabel} heeft een andere indeling dan het contract van feed cbs.{self.feed}: "
            f"{'; '.join(delen)}."
        )

    def _is_vast(self, veld: str) -> bool:
        return veld in _GEEN_DIMENSIE or "@" in veld or re.search(rf"\b{re.escape(veld)}\b", self.filter) is not None
