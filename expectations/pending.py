"""Judged deliveries on their way to the ledger, some at a time.

Belongs here: how many are entered together, and what happens when that fails. Each is in the ledger with everything
that was found or not at all; a load that is killed loses the judgement of the few that were pending, and the next one
judges them again. Does not belong here: judging (`expectations.loading`) and the tables (`expectations.ledger`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from expectations.ledger import Ledger
    from expectations.ledger_tables import Oordeel
    from sources.landing import Bestand

MOST_DELIVERIES = 100
"""To enter a delivery alone costs as much as to judge a small one; more than this at once gains nothing any more."""
MOST_ROWS = 1_000_000
"""Read, of the deliveries that wait together: what of these would have to be read again is a matter of seconds."""


@dataclass(frozen=True)
class Beoordeeld:
    """A delivery with its judgement, and the account of it for Data Docs: one per table."""

    bestand: Bestand
    oordeel: Oordeel
    verslagen: list[dict[str, Any]]


@dataclass
class Pending:
    """The deliveries of one feed that were judged and not yet entered."""

    ledger: Ledger
    folder: Path
    waiting: list[Beoordeeld] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether it is time to enter them."""
        rows = sum(item.oordeel.levering.rijen_gelezen for item in self.waiting)
        return len(self.waiting) >= MOST_DELIVERIES or rows >= MOST_ROWS

    def enter(self) -> tuple[list[Beoordeeld], list[tuple[Beoordeeld, Exception]]]:
        """Enter them together: which were, and which could not be, with the reason. What one of them breaks on does not
        keep the others out."""
        items, self.waiting = self.waiting, []
        try:
            self._enter(items)
        except Exception as error:  # noqa: BLE001 - whose fault it is shows when each is entered alone
            return self._one_by_one(items) if len(items) > 1 else ([], [(item, error) for item in items])
        return items, []

    def _one_by_one(self, items: list[Beoordeeld]) -> tuple[list[Beoordeeld], list[tuple[Beoordeeld, Exception]]]:
        entered: list[Beoordeeld] = []
        failed: list[tuple[Beoordeeld, Exception]] = []
        for item in items:
            try:
                self._enter([item])
            except Exception as error:  # noqa: BLE001 - the boundary: one broken delivery may not stop a load
                failed.append((item, error))
            else:
                entered.append(item)
        return entered, failed

    def _enter(self, items: list[Beoordeeld]) -> None:
        # The accounts first: a load that is killed in between judges these again, and writes them again.
        for item in items:
            for report in item.verslagen:
                keep_report(self.folder, f"{item.oordeel.levering.levering_id}.{report['suite_name']}.json", report)
        if items:
            self.ledger.record([item.oordeel for item in items])


def keep_report(folder: Path, name: str, report: dict[str, Any]) -> None:
    """Keep an account for Data Docs. One that a killed load left half written is removed when they are made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(report, default=str), encoding="utf-8")
