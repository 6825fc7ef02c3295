"""Text files that must be rejected as a whole, each with the rule that rejects it and what its reason must say.

Belongs here: what is wrong with a file. Does not belong here: bad workbooks (`tests.support.bad_workbooks`) and bad rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.support import extracts as ex
from tests.support import workbooks as wb

UITKERINGEN, VOORZIENINGEN, MAATREGELEN, CIMOT = (
    "ssd/uitkeringen",
    "gidso/voorzieningen",
    "gidso/maatregelen",
    "cimot/trajecten",
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


@dataclass(frozen=True)
class Bad:
    """A file, the rule that rejects it, and what the reason must say. `read` tells how many of its rows were seen
    before; `digest` is what stands beside a file of Gidso ("" for the right one)."""

    what: str
    feed: str
    content: bytes
    regel: str
    says: tuple[str, ...]
    read: int = 0
    digest: str = ""


def rows(*numbers: int, **changes: str) -> list[ex.Row]:
    return [ex.ssd_row("uitkeringen", n, **changes) for n in numbers or (1, 2, 3)]


def columns(*, without: tuple[str, ...] = (), postcode: str = "POSTCODE", extra: tuple[str, ...] = ()) -> list[str]:
    names = [postcode if name == "POSTCODE" else name for name in ex.ssd_row("uitkeringen") if name not in without]
    return [*names, *extra]


def trajecten(closing: str | None = "EOF|{n}", encoding: str = "utf-8", **changes: str) -> bytes:
    return ex.cimot([ex.cimot_row(1, **changes)], closing=closing, encoding=encoding)


SOUND = ex.ssd(rows())
GIDSO = ex.gidso([ex.gidso_row("voorzieningen", n, toelichting="geen\nbijzonderheden") for n in (1, 2, 3)])
GIDSO_IN_WINDOWS = ex.gidso([ex.gidso_row("voorzieningen", 1, toelichting="één")], encoding="cp1252")
MANY = [ex.ssd_row("uitkeringen", n, REGELING="X" if n < 21 else "PW") for n in range(300)]
NO_HEADER = ("koprij is niet die van uitkeringen", "met koprij")

WHAT_IT_IS = [
    Bad("zero bytes", UITKERINGEN, b"", "leeg", ("0 bytes",)),
    Bad("a workbook with the extension csv", UITKERINGEN, wb.vis2(), "bestandssoort", ("zip- of Excelbestand",)),
    Bad("an old workbook with the extension csv", UITKERINGEN, OLE, "bestandssoort", ("oud Office-bestand",)),
    Bad("a PDF with the extension csv", UITKERINGEN, b"%PDF-1.7\n", "bestandssoort", ("een PDF",)),
    Bad("a picture with the extension csv", UITKERINGEN, PNG, "bestandssoort", ("geen gewone tekst",)),
    Bad("a csv of another feed", UITKERINGEN, ex.ssd([], "inkomenstoeslagen"), "kop", (*NO_HEADER, "REGELING")),
    Bad("no header", UITKERINGEN, SOUND.split(b"\r\n", 1)[1], "kop", NO_HEADER),
    Bad("only a closing line", UITKERINGEN, b"#EINDE;0\r\n", "kop", NO_HEADER),
    Bad("only line ends", UITKERINGEN, b"\r\n\r\n", "kop", NO_HEADER),
    Bad("another delimiter", UITKERINGEN, SOUND.replace(b";", b","), "kop", NO_HEADER),
    Bad("one endless line", UITKERINGEN, b"x" * 2_000_000, "kop", ("niet in kolommen te verdelen",)),
]

CODE_PAGES = [
    Bad("UTF-8", UITKERINGEN, ex.ssd(rows(REDEN_EINDE="Beëindigd"), encoding="utf-8"), "codering", ("UTF-8",), 3),
    Bad("UTF-8 with its mark", UITKERINGEN, ex.ssd(rows(), encoding="utf-8-sig"), "codering", ("UTF-8",)),
    Bad("UTF-16", UITKERINGEN, ex.ssd(rows(), encoding="utf-16"), "bestandssoort", ("UTF-16",)),
    Bad("UTF-16 without its mark", UITKERINGEN, ex.ssd(rows(), encoding="utf-16-le"), "bestandssoort", ("UTF-16",)),
    Bad("an unknown byte", UITKERINGEN, SOUND.replace(b"U2", b"U\x81"), "codering", ("regel 3", "windows-1252")),
    Bad(
        "Windows-1252 where UTF-8 was agreed",
        CIMOT,
        trajecten(uitstroom="Reïntegratie", encoding="cp1252"),
        "codering",
        ("regel 2", "utf-8"),
    ),
    Bad("Windows-1252 in a header", CIMOT, trajecten().replace(b"soort", b"so\xebrt"), "codering", ("koprij", "utf-8")),
    Bad("Windows-1252 in a file of Gidso", VOORZIENINGEN, GIDSO_IN_WINDOWS, "codering", ("regel 2", "utf-8")),
]

COLUMNS = [
    Bad(
        "a column is missing",
        UITKERINGEN,
        ex.ssd(rows(), columns=columns(without=("GEBOORTEDATUM",))),
        "kop",
        ("ontbreekt: GEBOORTEDATUM",),
    ),
    Bad(
        "a column was renamed",
        UITKERINGEN,
        ex.ssd(rows(), columns=columns(postcode="PC_HUIS")),
        "kop",
        ("ontbreekt: POSTCODE", "onbekend: PC_HUIS", "{name: pc_huis, physicalName: PC_HUIS}"),
    ),
    Bad(
        "two columns are missing",
        UITKERINGEN,
        ex.ssd(rows(), columns=columns(without=("BSN", "REGELING"))),
        "kop",
        ("ontbreekt: BSN, REGELING",),
    ),
    Bad(
        "a column stands there twice",
        UITKERINGEN,
        ex.ssd(rows(), columns=columns(extra=("BSN",))),
        "kop",
        ("dubbel: BSN",),
    ),
]

CUT_OFF = [
    Bad("cut off within a row", UITKERINGEN, SOUND[:-60], "slotregel", ("#EINDE;<aantal>", "afgekapt"), 3),
    Bad("cut off within the closing line", UITKERINGEN, SOUND[:-6], "slotregel", ("afgekapt",), 4),
    Bad("no closing line", UITKERINGEN, ex.ssd(rows(), closing=None), "slotregel", ("#EINDE;<aantal>",), 3),
    Bad("a closing line of another", UITKERINGEN, ex.ssd(rows(), closing="EOF|3"), "slotregel", ("afgekapt",), 4),
    Bad("more announced", UITKERINGEN, ex.ssd(rows(), closing="#EINDE;4"), "controletotaal", ("4 records aan",), 3),
    Bad("fewer announced", UITKERINGEN, ex.ssd(rows(), closing="#EINDE;2"), "controletotaal", ("2 records aan",), 3),
    Bad("no closing line in CIMOT", CIMOT, trajecten(closing=None), "slotregel", ("EOF|<aantal>",), 1),
    Bad("more announced in CIMOT", CIMOT, trajecten(closing="EOF|2"), "controletotaal", ("2 records aan",), 1),
    Bad("cut off within quotes", VOORZIENINGEN, GIDSO[:-8], "leesbaar", ("aanhalingsteken",), 3),
    Bad(
        "a quote that is not closed",
        UITKERINGEN,
        ex.ssd([*rows(1, 2), *rows(3, REDEN_EINDE='"5 maanden')]),
        "leesbaar",
        ("aanhalingsteken",),
        3,
    ),
]

BESIDE_IT = [
    Bad(
        "another digest",
        VOORZIENINGEN,
        GIDSO,
        "controlebestand",
        ("andere inhoud", ".sha256"),
        digest=ex.digest_line("x", b"other"),
    ),
    Bad("no digest", VOORZIENINGEN, GIDSO + b"\n", "controlebestand", ("geen sha256", ".sha256"), digest="later\n"),
]

TOO_MUCH = [
    Bad(
        "most rows are wrong",
        UITKERINGEN,
        ex.ssd([*rows(1), *rows(8, 9, REGELING="X")]),
        "aandeel_quarantaine",
        ("2 van de 3 rijen", "5%"),
        3,
    ),
    Bad("more than the share", UITKERINGEN, ex.ssd(MANY), "aandeel_quarantaine", ("21 van de 300 rijen", "5%"), 300),
]

BAD_TEXT = [*WHAT_IT_IS, *CODE_PAGES, *COLUMNS, *CUT_OFF, *BESIDE_IT, *TOO_MUCH]
