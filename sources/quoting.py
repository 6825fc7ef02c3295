"""Text that goes into SQL between quotes.

Belongs here: that it stays text, whatever stands in it. Does not belong here: values of deliveries, which never stand
in a query but go beside it as parameters or in columns.
"""

from __future__ import annotations


def sql_text(text: str) -> str:
    """A text as it may stand between single quotes in SQL."""
    return text.replace("'", "''")
