"""What of a header or of the name of a sheet may stand in a message.

Belongs here: telling the names that a source gives from what may be a value, such as somebody's name, by the way in
which the source writes. Does not belong here: codes (`expectations.drift`), and the values themselves, which are never
shown.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.contract_model import Tabel

LIKE_A_KNOWN_ONE = 0.6
"""From this resemblance on (`difflib`, 0 to 1) a name is a known one in another spelling."""

_LONGEST = 40
_GROUPED = r"\d(?:[\W_]{0,3}\d){8,}"  # nine digits, however they are grouped
_EXCELS_OWN = r"(Blad|Sheet) ?[0-9]{1,3}"
_CAPITALS, _SMALL, _PHRASE = r"[A-Z][A-Z0-9_]*", r"[a-z][a-z0-9_]*", r"[^\W\d_]\w*( [^\W\dA-Z_]\w*| [0-9]+)*"


def plain(header: str) -> str:
    """A header without what nobody sees: kinds of space, line breaks in a cell, a byte order mark, marks that turn the
    direction of writing, an ë of one character or of two."""
    seen = "".join(c for c in " ".join(header.split()) if unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def resembling(name: str, known: Sequence[str], cutoff: float = LIKE_A_KNOWN_ONE) -> str | None:
    """The known name that this one resembles most, if any does, whatever the capitals."""
    by_letters = {each.lower(): each for each in known}
    found = difflib.get_close_matches(name.lower(), list(by_letters), n=1, cutoff=cutoff)
    return by_letters[found[0]] if found else None


def header_shown(header: str, tabel: Tabel) -> str | None:
    """A header as a message may show it: without a run of digits that could be somebody's number.

    None where it is neither written as this source writes headers nor resembles one of them: then it may be a value,
    such as a name.
    """
    koppen = [veld.kop for veld in tabel.velden]
    known = "".join(koppen)
    shape = _CAPITALS if known.isupper() else _SMALL if known.islower() else _PHRASE
    if len(header) > _LONGEST or not (resembling(header, koppen) or re.fullmatch(shape, header)):
        return None
    return re.sub(rf"{_GROUPED}|\d{{4,}}", "…", header)


def sheet_shown(name: str, known: Sequence[str], *, holds_the_table: bool = False) -> str | None:
    """The name of a sheet that nobody agreed on, as a message may show it; None where it may be somebody's name.

    People name sheets after people, so it must resemble a known one or be Excel's own. Of a sheet on which a table of
    the contract stands a name in the style of a sentence will do, since the contract would need it.
    """
    name = plain(name)
    told = resembling(name, known) or re.fullmatch(_EXCELS_OWN, name)
    if len(name) > _LONGEST or not (told or (holds_the_table and re.fullmatch(_PHRASE, name))):
        return None
    # A year may stay.
    return re.sub(rf"{_GROUPED}|\d{{5,}}", "…", name)
