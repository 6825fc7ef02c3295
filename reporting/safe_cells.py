"""Text from outside, made safe for a cell.

Belongs here: what keeps a spreadsheet from calculating with text that somebody else wrote (a file name, a sheet, what
was typed). Does not belong here: what stands in which cell.
"""

from __future__ import annotations

import re

LONGEST = 32_767
"""What a cell of a workbook can hold, in characters."""

# Signs that nobody sees may stand before it, and some programs read the wide and the small forms as the plain ones.
_UNSEEN = r"\s\xad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff"
_STARTS_A_FORMULA = re.compile(rf"[{_UNSEEN}]*[=+\-@|%＝＋－＠﹦﹢﹣﹫]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """The text as a cell may hold it.

    What would begin a formula gets an apostrophe before it: the cell itself is text already, but the apostrophe stays
    with it when somebody copies it into another sheet or saves it as CSV. A tab or a line end becomes a space, since a
    paste would go on in the next cell, and what XML cannot hold becomes a question mark.
    """
    line = _NOT_IN_XML.sub("?", re.sub(r"[\t\r\n\v\f\x85\u2028\u2029]+", " ", text))[: LONGEST - 1]
    return f"'{line}" if _STARTS_A_FORMULA.match(line) else line
