"""Which night a dashboard is of.

Belongs here: what the pages say about the run itself. Does not belong here: what the run found, which stands in the
published tables (`rows`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Run:
    """One night.

    `vandaag` is the day that the load believed it was, `gebouwd_op` the moment (aware, or naive UTC) that the set was
    made. `demo` says that every extract is made up. `niet_gebouwd` has the models that failed, per domain that could
    not be built tonight; `overgenomen` the domains of which the tables of an earlier night were kept.
    """

    run_id: str
    vandaag: date
    gebouwd_op: datetime
    demo: bool = False
    niet_gebouwd: Mapping[str, Sequence[str]] = field(default_factory=dict)
    overgenomen: Sequence[str] = ()

    @property
    def gebouwd_in_utc(self) -> datetime:
        """The moment that the set was made, aware and in UTC."""
        moment = self.gebouwd_op if self.gebouwd_op.tzinfo else self.gebouwd_op.replace(tzinfo=UTC)
        return moment.astimezone(UTC)

    @property
    def oude_domeinen(self) -> tuple[str, ...]:
        """The domains whose figures are not of tonight, whether there are older ones or none at all."""
        return tuple(sorted({*self.niet_gebouwd, *self.overgenomen}))
