"""What a rule's SQL leaves open, filled in for one delivery.

Belongs here: the placeholders of a query, and the name under which a table of the delivery is judged. Does not belong
here: which placeholders a contract may use (`sources.contract_queries`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_ANOTHER_TABLE = re.compile(r"\{tabel:([a-z0-9_]+)\}")


def judged_table(naam: str) -> str:
    """The table in the private database in which the rows of a delivery are judged."""
    return f"keuring_{naam}"


def filled_in(query: str, peildatum: date, gemeente_code: str, feed: str) -> str:
    """The query for this delivery. `{batch}`, the table that is judged, stays: who runs it fills that one in."""
    known = {
        "{peildatum}": peildatum.isoformat(),
        "{jaarbegin}": f"{peildatum.year}-01-01",
        "{gemeente_code}": gemeente_code,
        "{feed}": feed,
    }
    for placeholder, value in known.items():
        query = query.replace(placeholder, value)
    return _ANOTHER_TABLE.sub(lambda match: judged_table(match[1]), query)
