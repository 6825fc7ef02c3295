"""What people type in a cell that holds an amount: `491.064`, `-14.014.961`, `268.686,00`, `491064`, `1234,5`.

Belongs here: the one grammar of such cells, in the words that Python, DuckDB and RE2 have in common. An amount of a
municipality has up to twelve digits, and nine of them may be somebody's number: a contract can only ask for one where
it holds nothing of persons. What two people would read as two amounts is refused: `1,234` and `12.5` (a comma of
another language), `(1.234)`, `1.234,567`.
Does not belong here: cells with marks, dates and words beside a figure (`sources.getypt`), and what the amount is: dbt
makes a number of it (macros/bedrag.sql, which a test holds against this grammar).
"""

from __future__ import annotations

from sources.getypt import past_sql

TEKEN = "[-−+]"
MET_PUNTEN = "[1-9][0-9]{0,2}(?:[.][0-9]{3}){1,3}"
ZONDER_PUNTEN = "(?:[1-9][0-9]{0,11}|0)"
CENTEN = ",[0-9]{1,2}"
NUL_ACHTER_DE_PUNT = "[.]0"
"""What programs that write spreadsheets make of a whole number in a text: 491064.0."""

PATROON = f"{TEKEN}?(?:(?:{MET_PUNTEN}|{ZONDER_PUNTEN})(?:{CENTEN})?|{ZONDER_PUNTEN}{NUL_ACHTER_DE_PUNT})"
"""An amount that can be read, without spaces around it."""


def leesbaar_bedrag_sql(value: str) -> str:
    """Whether a text is an amount; null for null. `value` is an SQL expression of type VARCHAR."""
    return past_sql(value, PATROON)
