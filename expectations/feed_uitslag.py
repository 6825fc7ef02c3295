"""What one load did with one feed.

Belongs here: the deliveries that were new, waited or failed, as a value. Does not belong here: loading them
(`expectations.loading`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from expectations.ledger_tables import Controleresultaat, Levering
from sources.contract_model import Contract


@dataclass
class FeedUitslag:
    """What one load did with one feed."""

    contract: Contract
    nieuw: list[Levering] = field(default_factory=list)
    wacht: list[Levering] = field(default_factory=list)
    controles: list[Controleresultaat] = field(default_factory=list)
    ongewijzigd: int = 0
    mislukt: list[str] = field(default_factory=list)

    @property
    def afgekeurd(self) -> list[Levering]:
        return [levering for levering in self.nieuw if levering.status == "afgekeurd"]

    @property
    def geladen(self) -> list[Levering]:
        return [levering for levering in self.nieuw if levering.status == "geladen"]
