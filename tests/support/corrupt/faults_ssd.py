"""What comes from SSD: text with semicolons in Windows-1252, and a closing line that counts the records.

Belongs here: deliveries of SSD with which something is wrong. What is expected: `tests/expectations/corrupt/ssd_*.yml`.
"""

from __future__ import annotations

from datetime import date

from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.corrupt.delivery import Corrupt, changed, everywhere, lines, sound

UITKERINGEN, VOORZIENINGEN, TOESLAGEN = "ssd/uitkeringen", "ssd/voorzieningen", "ssd/inkomenstoeslagen"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


def rows(*numbers: int, **changes: str) -> list[ex.Row]:
    return [ex.ssd_row("uitkeringen", n, **changes) for n in numbers or (1, 2, 3)]


def columns(*, without: tuple[str, ...] = (), postcode: str = "POSTCODE", extra: tuple[str, ...] = ()) -> list[str]:
    names = [postcode if name == "POSTCODE" else name for name in ex.ssd_row("uitkeringen") if name not in without]
    return [*names, *extra]


SOUND = ex.ssd(rows())
MANY = [ex.ssd_row("uitkeringen", n, REGELING="X" if n < 21 else "PW") for n in range(300)]

_HEADER, _REST = ex.ssd(rows(), columns=columns(extra=("WIJKCODE",))[::-1]).split(b"\r\n", 1)
OTHER_HEADER = b"\r\n".join([_HEADER.lower(), _REST])

WHAT_IT_IS = [
    Corrupt("zero bytes", UITKERINGEN, b""),
    Corrupt("a workbook with the extension csv", UITKERINGEN, wb.vis2()),
    Corrupt("an old workbook with the extension csv", UITKERINGEN, OLE),
    Corrupt("a PDF with the extension csv", UITKERINGEN, b"%PDF-1.7\n"),
    Corrupt("a picture with the extension csv", UITKERINGEN, PNG),
    Corrupt("a csv of another feed", UITKERINGEN, ex.ssd([], "inkomenstoeslagen")),
    Corrupt("an error page for an export", VOORZIENINGEN, b"<html><body>504 Gateway Time-out</body></html>\r\n"),
    Corrupt("no header", UITKERINGEN, SOUND.split(b"\r\n", 1)[1]),
    Corrupt("a header one line lower", TOESLAGEN, lines(TOESLAGEN, lambda text: [b"Overzicht toeslagen", *text])),
    Corrupt("only a closing line", UITKERINGEN, b"#EINDE;0\r\n"),
    Corrupt("only line ends", UITKERINGEN, b"\r\n\r\n"),
    Corrupt("another delimiter", UITKERINGEN, SOUND.replace(b";", b",")),
    Corrupt("one endless line", UITKERINGEN, b"x" * 2_000_000),
]

CODE_PAGES = [
    Corrupt("UTF-8", UITKERINGEN, ex.ssd(rows(REDEN_EINDE="Beëindigd"), encoding="utf-8")),
    Corrupt("UTF-8 with its mark", UITKERINGEN, ex.ssd(rows(), encoding="utf-8-sig")),
    Corrupt("UTF-16", UITKERINGEN, ex.ssd(rows(), encoding="utf-16")),
    Corrupt("UTF-16 without its mark", UITKERINGEN, ex.ssd(rows(), encoding="utf-16-le")),
    Corrupt("an unknown byte", UITKERINGEN, SOUND.replace(b"U2", b"U\x81")),
]

COLUMNS = [
    Corrupt("a column is missing", UITKERINGEN, ex.ssd(rows(), columns=columns(without=("GEBOORTEDATUM",)))),
    Corrupt("a column was renamed", UITKERINGEN, ex.ssd(rows(), columns=columns(postcode="PC_HUIS"))),
    Corrupt("two columns are missing", UITKERINGEN, ex.ssd(rows(), columns=columns(without=("BSN", "REGELING")))),
    Corrupt("a column stands there twice", UITKERINGEN, ex.ssd(rows(), columns=columns(extra=("BSN",)))),
    Corrupt("other columns, another order and small letters", UITKERINGEN, OTHER_HEADER),
]

CUT_OFF = [
    Corrupt("cut off half-way", VOORZIENINGEN, sound(VOORZIENINGEN)[: len(sound(VOORZIENINGEN)) // 2]),
    Corrupt("more announced", UITKERINGEN, ex.ssd(rows(), closing="#EINDE;4")),
    Corrupt(
        "a block of rows twice", VOORZIENINGEN, lines(VOORZIENINGEN, lambda text: [*text[:-1], *text[1:7], text[-1]])
    ),
    Corrupt("a quote that is not closed", UITKERINGEN, ex.ssd([*rows(1, 2), *rows(3, REDEN_EINDE='"5 maanden')])),
]

VALUES = [
    Corrupt("an export without a row", TOESLAGEN, ex.ssd([], "inkomenstoeslagen")),
    Corrupt("more than the share", UITKERINGEN, ex.ssd(MANY)),
    Corrupt(
        "a decimal point for a comma", UITKERINGEN, everywhere(UITKERINGEN, lambda row: {"bedrag_maand": "1050.25"})
    ),
    Corrupt(
        "start and end swapped in three rows",
        VOORZIENINGEN,
        changed(VOORZIENINGEN, {n: {"datum_ingang": "31-10-2024", "datum_einde": "01-02-2024"} for n in (1, 4, 7)}),
    ),
    Corrupt(
        "numbers of people saved by a spreadsheet",
        UITKERINGEN,
        changed(UITKERINGEN, {2: {"bsn": "9,9E+08"}, 3: {"bsn": ex.bsn(3)[1:]}, 5: {"postcode": "7511"}}),
    ),
    Corrupt(
        "the columns one to the left, and an empty one behind them",
        VOORZIENINGEN,
        lines(VOORZIENINGEN, lambda text: [text[0], *(row.split(b";", 1)[1] + b";" for row in text[1:-1]), text[-1]]),
    ),
    Corrupt(
        "a delimiter within a text",
        UITKERINGEN,
        lines(UITKERINGEN, lambda text: [*text[:2], text[2].replace(b"Jannigje", b"verhuisd; Jannigje"), *text[3:]]),
    ),
]

NAMES = [
    Corrupt("a municipality that is none", UITKERINGEN, SOUND, gemeente="GM9999"),
    Corrupt("the country for a municipality", UITKERINGEN, SOUND, gemeente="NL01"),
    Corrupt("a peildatum that has yet to come", UITKERINGEN, SOUND, dag=date(2026, 6, 30)),
    Corrupt("another content under the same name", TOESLAGEN, sound(TOESLAGEN, 3), eerder=sound(TOESLAGEN, 2)),
    Corrupt("the export of the year before", VOORZIENINGEN, sound(VOORZIENINGEN), dag=date(2025, 12, 31)),
]

SSD_VORM, SSD_INHOUD = [*WHAT_IT_IS, *CODE_PAGES, *COLUMNS], [*CUT_OFF, *VALUES, *NAMES]
