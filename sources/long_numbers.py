"""Numbers in a text that could be somebody's: finding them, and hiding them in what is told.

Belongs here: texts that are not personal but in which anything may be typed. Does not belong here: personal fields
(`sources.privacy`).
"""

from __future__ import annotations

_BETWEEN = "[. \u00a0]?"
_NINE_DIGITS = f"[0-9](?:{_BETWEEN}[0-9]){{8}}"
_NUMBER_NOT_SHOWN = f"[0-9](?:{_BETWEEN}[0-9]){{7,}}"  # a BSN that lost its leading zero has eight digits
_LONGEST_SHOWN = 60


def holds_long_number_sql(value: str) -> str:
    """Whether there are nine digits in a row in the text, also with points or spaces between; null for null."""
    return f"regexp_matches({value}, '{_NINE_DIGITS}')"


def shown_sql(value: str) -> str:
    """The beginning of the text, on one line, with `#` for a number that could be somebody's; null for null."""
    line = f"regexp_replace(regexp_replace({value}, '[[:space:]]+', ' ', 'g'), '{_NUMBER_NOT_SHOWN}', '#', 'g')"
    return f"CASE WHEN length({line}) > {_LONGEST_SHOWN} THEN left({line}, {_LONGEST_SHOWN}) || '…' ELSE {line} END"
