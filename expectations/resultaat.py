"""What a check found, as a value.

Belongs here: the result of one check and of all checks of a table. Does not belong here: finding it
(`expectations.judging`, and `expectations.gx_suite` where Great Expectations itself does).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from expectations.rules import Controle
from sources.contract_model import Ernst


@dataclass(frozen=True)
class Resultaat:
    """What one check found. `rijen_sql` selects the row numbers that break it; None where it judges no rows, or found
    none."""

    controle: Controle
    geslaagd: bool
    aantal: int
    aantal_fout: int
    rijen_sql: str | None = None
    uitzondering: str | None = None

    @property
    def ernst(self) -> Ernst:
        """A check that could not run says nothing about the rows, so the delivery cannot be trusted, whatever the
        rule's own severity."""
        return Ernst.FATAAL if self.uitzondering else self.controle.ernst


@dataclass(frozen=True)
class Validatie:
    """One table's results, and the account of them in Great Expectations' form, without a single value from the
    rows."""

    resultaten: tuple[Resultaat, ...]
    verslag: dict[str, Any]
