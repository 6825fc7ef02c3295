"""What comes as text from Gidso, CIMOT and Leergeld.

Belongs here: deliveries of theirs with which something is wrong. What is expected:
`tests/expectations/corrupt/tekst.yml`.
"""

from __future__ import annotations

from datetime import date

from tests.support import extracts as ex
from tests.support.corrupt.delivery import Corrupt, changed, everywhere, lines, sound

VOORZIENINGEN, MAATREGELEN, CIMOT, LEERGELD = (
    "gidso/voorzieningen",
    "gidso/maatregelen",
    "cimot/trajecten",
    "leergeld/kinderen",
)


def trajecten(closing: str | None = "EOF|{n}", encoding: str = "utf-8", **changes: str) -> bytes:
    return ex.cimot([ex.cimot_row(1, **changes)], closing=closing, encoding=encoding)


_OVER_LINES = ex.gidso([ex.gidso_row("voorzieningen", n, toelichting="geen\nbijzonderheden") for n in (1, 2, 3)])
_IN_WINDOWS = ex.gidso([ex.gidso_row("voorzieningen", 1, toelichting="één")], encoding="cp1252")
_MAATREGELEN = ex.gidso([ex.gidso_row("maatregelen", n) for n in (1, 2, 3)], "maatregelen")

GIDSO = [
    Corrupt("Windows-1252 in a file of Gidso", VOORZIENINGEN, _IN_WINDOWS),
    Corrupt("cut off within quotes", VOORZIENINGEN, _OVER_LINES[:-8]),
    Corrupt("another digest", VOORZIENINGEN, _OVER_LINES, digest=ex.digest_line("x", b"other")),
    Corrupt("no digest", VOORZIENINGEN, _OVER_LINES + b"\n", digest="later\n"),
    Corrupt("a quote in the wrong place", MAATREGELEN, _MAATREGELEN.replace(b'"12345678"\n"M2"', b'"\n"M2"')),
    Corrupt(
        "every line between quotes", MAATREGELEN, lines(MAATREGELEN, lambda text: [b'"' + row + b'"' for row in text])
    ),
    Corrupt(
        "codes that lost their first nought",
        VOORZIENINGEN,
        changed(
            VOORZIENINGEN,
            {
                2: {"hulpvorm": "1"},
                3: {"eenheid": "4"},
                4: {"aanbieder_agb": "1234567"},
                5: {"woonplaats_gemeente": "153"},
            },
        ),
    ),
    Corrupt(
        "the Wmo under the codes of youth care", VOORZIENINGEN, everywhere(VOORZIENINGEN, lambda row: {"wet": "WMO"})
    ),
]

CIMOT_FILES = [
    Corrupt("Windows-1252 in a header", CIMOT, trajecten().replace(b"soort", b"so\xebrt")),
    Corrupt("semicolons for strokes", CIMOT, sound(CIMOT).replace(b"|", b";")),
    Corrupt(
        "codes saved by a spreadsheet",
        CIMOT,
        changed(CIMOT, {1: {"gemeente_herkomst": "153"}, 2: {"begin": "2,02E+07"}, 3: {"soort": "bw"}}),
    ),
    Corrupt(
        "before CIMOT was there", CIMOT, everywhere(CIMOT, lambda row: {"begin": "20230201"}), dag=date(2023, 12, 31)
    ),
]

LEERGELD_FILES = [
    Corrupt("commas for semicolons", LEERGELD, sound(LEERGELD).replace(b";", b",")),
    Corrupt(
        "two columns became one",
        LEERGELD,
        lines(LEERGELD, lambda text: [row.replace(b";2024;", b"2024;") for row in text]),
    ),
    Corrupt("a year as a decimal number", LEERGELD, everywhere(LEERGELD, lambda row: {"jaar": "2024.0"})),
    Corrupt("a line with the total below", LEERGELD, sound(LEERGELD) + b"Totaal;12;;;\r\n"),
]

TEKST = [*GIDSO, *CIMOT_FILES, *LEERGELD_FILES]
