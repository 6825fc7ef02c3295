"""The clock of the machine: a load does not begin while it runs behind the load before.

Belongs here: remembering when loads were, and refusing. By a clock that jumped back every delivery would lie in the
future and be rejected for ever, and figures would be known from a moment at which nobody knew them. Does not belong
here: the calendar of feeds.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sources.whole_file import write_whole

TOLERANCE = timedelta(minutes=5)
"""How far a clock may be put back between two loads; time servers do so by seconds."""
_NAME = "klok"


class KlokFout(RuntimeError):
    """The clock runs behind the load before; the message says what to do."""

    def __init__(self, now: datetime, before: datetime) -> None:
        super().__init__(
            f"De klok van deze machine staat op {now:%d-%m-%Y %H:%M} UTC, maar de vorige lading was op "
            f"{before:%d-%m-%Y %H:%M} UTC. Zet de klok goed; liep zij bij de vorige lading voor, verwijder dan "
            f"state/{_NAME} in DWH_HOME."
        )


def refuse_clock_that_jumped_back(state: Path, now: datetime) -> None:
    """Note that a load begins now. Raises `KlokFout` where an earlier one began later than this one; then nothing was
    noted. `now` has a time zone."""
    path = state / _NAME
    moment = now.astimezone(UTC)
    before = datetime.fromisoformat(path.read_text(encoding="utf-8")) if path.exists() else moment
    if moment < before - TOLERANCE:
        raise KlokFout(moment, before)
    write_whole(path, max(moment, before).isoformat())
