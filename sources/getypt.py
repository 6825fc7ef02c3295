"""What people type in a cell that holds a figure: `4.501`, `74,3%`, `511(01-7)`, `(150) 225`, `12,8*`, `n.n.b.`, `<5`.

Belongs here: the one grammar of such cells, as parts with a name that together make one pattern, in the words that
Python, DuckDB and RE2 have in common. A number has no more than eight digits before its comma, so that no BSN fits as
people write one: nine digits, with or without points or spaces. Behind a comma a spreadsheet writes as many digits as
it computed.
Does not belong here: what a cell means; dbt takes number, mark, date and peculiarity out of it.
"""

from __future__ import annotations

GETAL = (
    "(?:[1-9][0-9]{0,2}[.][0-9]{3}"  # 1.234 is a thousand and more; 0.743 is a decimal of another language, and refused
    "|[1-9][0-9]?[.][0-9]{3}[.][0-9]{3}"
    "|[1-9][0-9]{0,7}"
    "|0)"
    "(?:,[0-9]{1,20})?"  # a spreadsheet computes 0,0033333333333333335
)
EERDER_GETAL = f"[(]{GETAL}[)] ?"
"""An earlier figure in brackets before the one that counts: the 150 of `(150) 225`."""

TEKEN = "[-−+]"
PROCENT = " ?%"
MERK = "[*]{1,5}"
"""Marks refer to a note elsewhere; one alone often says that a figure is provisional."""

_DAGEN = (
    "(?:0?[1-9]|1[0-9]|2[0-9])[-/](?:0?[1-9]|1[0-2])",  # every month has 29 days
    "30[-/](?:0?[13-9]|1[0-2])",
    "31[-/](?:0?[13578]|1[02])",
)
DATUM = f"[(](?:{'|'.join(_DAGEN)})[)]"
"""The day at which the figure stood, without its year: an existing day. 29 February is left to who knows the year."""

MINDER_DAN = "<5"
WOORDEN = ("n.n.b.", "n.b.", "n.v.t.", "gereed", "vervallen")
"""What stands where there is no figure, in any spelling of capitals; the dashes and a mark alone say so as well."""

STREPEN = ("-", "--", "–", "—")

_CIJFER = f"(?:{EERDER_GETAL})?{TEKEN}?{GETAL}(?:{PROCENT})?"
_NA_HET_CIJFER = f"(?:(?: ?{MERK})?(?: ?{DATUM})?| ?{DATUM} ?{MERK})"
_WOORD = "|".join(woord.replace(".", "[.]") for woord in WOORDEN)
_STREEP = "|".join(STREPEN)

PATROON = f"(?:{_CIJFER}{_NA_HET_CIJFER}|{MINDER_DAN}|(?i:{_WOORD})|{_STREEP}|{MERK})"
"""A cell that can be read, without spaces around it."""

SPATIES = "\t\n\v\f\r\u00a0"
"""What people do not see as anything else than a space: tabs, line breaks, and the space that does not break a line."""

_SPATIES_SQL = " || ".join(f"chr({ord(teken)})" for teken in SPATIES)


def leesbaar_sql(value: str) -> str:
    """Whether a text fits the grammar; null for null. `value` is an SQL expression of type VARCHAR."""
    return past_sql(value, PATROON)


def past_sql(value: str, patroon: str) -> str:
    """Whether a text fits a pattern, whatever kind of spaces stand in it and around it; null for null."""
    plain = f"trim(translate({value}, {_SPATIES_SQL}, '{' ' * len(SPATIES)}'))"
    return f"regexp_full_match({plain}, '{patroon}')"
