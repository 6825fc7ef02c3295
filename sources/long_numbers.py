"""Numbers in a text that could be somebody's: finding them, and hiding them in what is told.

Belongs here: texts that are not personal but in which anything may be typed. Does not belong here: personal fields
(`sources.privacy`).
"""

from __future__ import annotations

# Spaces of any kind, line breaks, what cannot be seen, dashes of any length, and what people put between groups.
_BETWEEN = r"[\p{Z}\p{Cc}\p{Cf}\p{Pd}−/,._]{0,3}"
_NINE_DIGITS = f"[0-9](?:{_BETWEEN}[0-9]){{8}}"
_LOST_ITS_ZERO = "[0-9](?:[. \u00a0]?[0-9]){7}"  # a BSN in Excel; with a dash between it is rather two years: 2022-2026
_NUMBER_NOT_SHOWN = f"{_NINE_DIGITS}(?:{_BETWEEN}[0-9])*|{_LOST_ITS_ZERO}"
_NOT_SEEN = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"
_LONGEST_SHOWN = 60

_MILLIONS = r"[1-9][0-9]{0,2}(?:[.][0-9]{3}){2,3}(?:,[0-9]{1,2})?"
_AFTER_THE_SIGN = rf"€\p{{Zs}}?{_MILLIONS}([.,]?(?:[^0-9.,]|$))"
_BEFORE_THE_WORD = rf"(^|[^0-9.,]){_MILLIONS} euro\b"


def holds_long_number_sql(value: str) -> str:
    """Whether there are nine digits in a row in the text, also with up to three spaces, points, dashes and the like
    between them; null for null. An amount of millions that says so (`€ 251.318.000`, `251.318.000 euro`) is none."""
    without_amounts = (
        f"regexp_replace(regexp_replace({value}, '{_AFTER_THE_SIGN}', '€\\1', 'g'), '{_BEFORE_THE_WORD}', '\\1€', 'g')"
    )
    return f"regexp_matches({without_amounts}, '{_NINE_DIGITS}')"


def shown_sql(value: str) -> str:
    """The beginning of the text, on one line, with `#` for a number that could be somebody's, and with a sign to be
    seen for what cannot be (such as a mark that turns the direction of writing); null for null."""
    line = f"regexp_replace(regexp_replace({value}, '[[:space:]]+', ' ', 'g'), '{_NUMBER_NOT_SHOWN}', '#', 'g')"
    line = f"regexp_replace({line}, '{_NOT_SEEN}', '�', 'g')"
    return f"CASE WHEN length({line}) > {_LONGEST_SHOWN} THEN left({line}, {_LONGEST_SHOWN}) || '…' ELSE {line} END"
