"""What bad files get: rejected as a whole, with a sentence that says what is wrong and what to do, while everything
else loads.

All are delivered in one night, between sound ones. Bad rows stand in `test_bad_rows.py`.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pytest

from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.warehouse import Warehouse

PEILDATUM = {"vis2/opvang": "20231231", "cbs/bevolking": "20240601"}
FEEDS = {
    "ssd/uitkeringen": "csv",
    "gidso/voorzieningen": "csv",
    "gidso/maatregelen": "csv",
    "cimot/trajecten": "txt",
    "vis2/opvang": "xlsx",
    "menzis/garantverzorgd": "xlsx",
    "cbs/bevolking": "jsonl",
}
_WORDS = ("lever", "verbeter", "verwijder", "herstel", "meld")


@dataclass(frozen=True)
class Bad:
    """A file, the rule that rejects it, and what the reason must say. `read` tells how many of its rows were seen
    before."""

    what: str
    feed: str
    content: bytes
    regel: str
    says: tuple[str, ...]
    read: int = 0
    digest: str = ""


def uitkeringen(count: int = 3, **changes: str) -> list[ex.Row]:
    return [ex.ssd_row("uitkeringen", n, **changes) for n in range(1, count + 1)]


SSD = ex.ssd(uitkeringen())
KOP = SSD.split(b"\r\n")[0].decode()
GIDSO = ex.gidso([ex.gidso_row("voorzieningen", n, toelichting="geen\nbijzonderheden") for n in (1, 2, 3)])
CIMOT = ex.cimot([ex.cimot_row(n) for n in (1, 2, 3)])
VIS2 = wb.vis2()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


def columns(feed: str, *, without: str | None = None, rename: tuple[str, str] | None = None) -> list[str]:
    names = list(ex.ssd_row(feed))
    return [rename[1] if rename and name == rename[0] else name for name in names if name != without]


def repacked(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old in text
                text = text.replace(old, new)
            target.writestr(name, text)
    return out.getvalue()


def altered(content: bytes) -> bytes:
    """The workbook with one bit turned over in its text, as a bad disk or line does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue().replace(b"Totaal aantal: 2", b"Totaal aantal: 3")


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "hallo")
    return out.getvalue()


def far_cell() -> bytes:
    """A workbook with one letter in the last cell that Excel has."""
    sheet = "xl/worksheets/sheet1.xml"
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return repacked(VIS2, sheet, b"</sheetData>", cell)


def vis2(bw: list[list[wb.Cell]] | None = None, **sheet: object) -> bytes:
    return wb.vis2(bw, **sheet)


def months(*numbers: int) -> bytes:
    rows = wb.menzis_rows()
    return wb.menzis([rows[n] for n in numbers])


def text_sheet(kop: tuple[str, ...]) -> bytes:
    return wb.workbook(
        {"Beschermd wonen": wb.vis2_sheet(kop, []), "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [])}
    )


BAD: list[Bad] = [
    # text: what it is
    Bad("zero bytes", "ssd/uitkeringen", b"", "leeg", ("0 bytes",)),
    Bad("a workbook with the extension csv", "ssd/uitkeringen", VIS2, "bestandssoort", ("zip- of Excelbestand",)),
    Bad("an old workbook with the extension csv", "ssd/uitkeringen", OLE + bytes(100), "bestandssoort",
        ("oud Office-bestand",)),
    Bad("a PDF with the extension csv", "ssd/uitkeringen", b"%PDF-1.7\n" + bytes(10), "bestandssoort", ("een PDF",)),
    Bad("a picture with the extension csv", "ssd/uitkeringen", PNG, "bestandssoort", ("geen gewone tekst",)),
    Bad("a csv of another feed", "ssd/uitkeringen", ex.ssd([], "inkomenstoeslagen"), "kop",
        ("koprij is niet die van uitkeringen", "REGELING")),
    Bad("no header", "ssd/uitkeringen", SSD.split(b"\r\n", 1)[1], "kop", ("koprij is niet die van uitkeringen",
        "met koprij")),
    Bad("only a closing line", "ssd/uitkeringen", b"#EINDE;0\r\n", "kop", ("koprij is niet die van uitkeringen",)),
    Bad("only line ends", "ssd/uitkeringen", b"\r\n\r\n", "kop", ("koprij is niet die van uitkeringen",)),
    Bad("another delimiter", "ssd/uitkeringen", SSD.replace(b";", b","), "kop", ("koprij is niet die van uitkeringen",
        )),
    Bad("one endless line", "ssd/uitkeringen", b"x" * 2_000_000, "kop", ("niet in kolommen te verdelen",)),
    # text: code pages
    Bad("UTF-8", "ssd/uitkeringen", ex.ssd(uitkeringen(REDEN_EINDE="Beëindigd"), encoding="utf-8"), "codering",
        ("UTF-8",), 3),
    Bad("UTF-8 with a byte order mark", "ssd/uitkeringen", ex.ssd(uitkeringen(), encoding="utf-8-sig"), "codering",
        ("UTF-8",)),
    Bad("UTF-16", "ssd/uitkeringen", ex.ssd(uitkeringen(), encoding="utf-16"), "bestandssoort", ("UTF-16",)),
    Bad("UTF-16 without a byte order mark", "ssd/uitkeringen", ex.ssd(uitkeringen(), encoding="utf-16-le"),
        "bestandssoort", ("UTF-16",)),
    Bad("a byte that Windows-1252 does not have", "ssd/uitkeringen", SSD.replace(b"U2", b"U\x81"), "codering",
        ("regel 3", "windows-1252")),
    Bad("Windows-1252 where UTF-8 was agreed", "cimot/trajecten", ex.cimot([ex.cimot_row(1, uitstroom="Reïntegratie")],
        encoding="cp1252"),
        "codering", ("regel 2", "utf-8")),
    Bad("Windows-1252 in a header", "cimot/trajecten", ex.cimot([ex.cimot_row(1)], encoding="cp1252").replace(b"soort",
        b"so\xebrt"),
        "codering", ("koprij", "utf-8")),
    Bad("Windows-1252 in a file of Gidso", "gidso/voorzieningen", ex.gidso([ex.gidso_row("voorzieningen", 1,
        toelichting="één")], encoding="cp1252"),
        "codering", ("regel 2", "utf-8")),
    # text: columns
    Bad("a column is missing", "ssd/uitkeringen", ex.ssd(uitkeringen(), columns=columns("uitkeringen",
        without="GEBOORTEDATUM")), "kop",
        ("ontbreekt: GEBOORTEDATUM",)),
    Bad("a column was renamed", "ssd/uitkeringen", ex.ssd(uitkeringen(), columns=columns("uitkeringen",
        rename=("POSTCODE", "PC_HUIS"))), "kop",
        ("ontbreekt: POSTCODE", "onbekend: PC_HUIS", "{name: pc_huis, physicalName: PC_HUIS}")),
    Bad("two columns differ", "ssd/uitkeringen", ex.ssd(uitkeringen(), columns=[c for c in columns("uitkeringen",
        without="BSN") if c != "REGELING"]),
        "kop", ("ontbreekt: BSN, REGELING",)),
    Bad("a column stands there twice", "ssd/uitkeringen", ex.ssd(uitkeringen(), columns=[*columns("uitkeringen"),
        "BSN"]), "kop", ("dubbel: BSN",)),
    Bad("a column of Gidso changed case", "gidso/maatregelen",
        ex.gidso([], "maatregelen", columns=[n.replace("geboorte", "Geboorte") for n in ex.gidso_row("maatregelen")]),
        "kop",
        ("ontbreekt: geboortedatum", "onbekend: Geboortedatum")),
    # text: cut off
    Bad("cut off within a row", "ssd/uitkeringen", SSD[:-60], "slotregel", ("#EINDE;<aantal>", "afgekapt"), 3),
    Bad("cut off within the closing line", "ssd/uitkeringen", SSD[:-6], "slotregel", ("afgekapt",), 4),
    Bad("no closing line", "ssd/uitkeringen", ex.ssd(uitkeringen(), closing=None), "slotregel", ("#EINDE;<aantal>",
        "afgekapt"), 3),
    Bad("more records announced", "ssd/uitkeringen", ex.ssd(uitkeringen(), closing="#EINDE;4"), "controletotaal",
        ("kondigt 4 records aan",), 3),
    Bad("fewer records announced", "ssd/uitkeringen", ex.ssd(uitkeringen(), closing="#EINDE;2"), "controletotaal",
        ("kondigt 2 records aan",), 3),
    Bad("a closing line of another source", "ssd/uitkeringen", ex.ssd(uitkeringen(), closing="EOF|3"), "slotregel",
        ("afgekapt",), 4),
    Bad("no closing line in CIMOT", "cimot/trajecten", ex.cimot([ex.cimot_row(1)], closing=None), "slotregel",
        ("EOF|<aantal>",), 1),
    Bad("other numbers in CIMOT", "cimot/trajecten", ex.cimot([ex.cimot_row(1)], closing="EOF|2"), "controletotaal",
        ("kondigt 2 records aan",), 1),
    Bad("cut off within quotes", "gidso/voorzieningen", GIDSO[:-8], "leesbaar", ("aanhalingsteken",), 3),
    Bad("a quote that is not closed", "ssd/uitkeringen", ex.ssd([*uitkeringen(2), ex.ssd_row("uitkeringen", 3,
        REDEN_EINDE='"5 maanden')]),
        "leesbaar", ("aanhalingsteken",), 3),
    # text: beside it
    Bad("another digest", "gidso/voorzieningen", GIDSO, "controlebestand", ("andere inhoud", ".sha256"),
        digest=ex.digest_line("x", b"other")),
    Bad("no digest in the file for it", "gidso/voorzieningen", GIDSO + b"\n", "controlebestand", ("geen sha256",
        ".sha256"), digest="later\n"),
    # text: too much is wrong
    Bad("most rows are wrong", "ssd/uitkeringen", ex.ssd([*uitkeringen(1), *(ex.ssd_row("uitkeringen", n,
        REGELING="X") for n in (8, 9))]),
        "aandeel_quarantaine", ("2 van de 3 rijen", "5%"), 3),
    Bad("more rows than the share allows", "ssd/uitkeringen",
        ex.ssd([ex.ssd_row("uitkeringen", n, REGELING="X" if n < 21 else "PW") for n in range(300)]),
        "aandeel_quarantaine", ("21 van de 300 rijen", "5%"), 300),
    # workbooks: what it is
    Bad("a workbook of zero bytes", "vis2/opvang", b"", "leeg", ("0 bytes",)),
    Bad("a picture with the extension xlsx", "vis2/opvang", PNG, "bestandssoort", ("geen Excelwerkmap",)),
    Bad("a csv with the extension xlsx", "vis2/opvang", SSD, "bestandssoort", ("geen Excelwerkmap",)),
    Bad("a zip with the extension xlsx", "vis2/opvang", zipped("brief.docx"), "bestandssoort",
        ("zip maar geen Excelwerkmap",)),
    Bad("a workbook with a password", "vis2/opvang", OLE + bytes(600), "wachtwoord", ("wachtwoord",)),
    Bad("a workbook that is cut off", "vis2/opvang", VIS2[: len(VIS2) // 2], "beschadigd", ("beschadigd",)),
    Bad("a workbook in which a bit was lost", "vis2/opvang", altered(VIS2), "beschadigd", ("beschadigd",)),
    Bad("a workbook with damaged XML", "vis2/opvang", repacked(VIS2, "xl/workbook.xml", b"</sheets>", b"<sheets>"),
        "beschadigd", ("beschadigd",)),
    Bad("a cell far outside the table", "vis2/opvang", far_cell(), "omvang", ("Beschermd wonen",
        "ver buiten de tabel")),
    # workbooks: sheets and what stands around the table
    Bad("a sheet is missing", "vis2/opvang", wb.workbook({"Beschermd wonen": wb.vis2_sheet(wb.KOP_BW, [])}), "blad",
        ("Maatschappelijke opvang",)),
    Bad("a sheet was renamed", "menzis/garantverzorgd", wb.menzis(sheet="Verzekerden"), "blad", ("Verzekerden 2024",)),
    Bad("the sheet of another year", "menzis/garantverzorgd", wb.menzis(year=2023), "blad", ("Verzekerden 2024",)),
    Bad("an empty sheet", "menzis/garantverzorgd", wb.workbook({"Verzekerden 2024": []}), "kop",
        ("koprij is niet die van garantverzorgd",)),
    Bad("a column of a sheet is missing", "vis2/opvang", text_sheet(tuple(k for k in wb.KOP_BW if k != "Startdatum")),
        "kop",
        ("ontbreekt: Startdatum",)),
    Bad("a header one row lower", "menzis/garantverzorgd", wb.menzis(kop=()), "kop",
        ("koprij is niet die van garantverzorgd",)),
    Bad("another peildatum", "vis2/opvang", vis2(peildatum="Peildatum: 30-06-2023"), "peildatum", ("A2", "2023-06-30",
        "2023-12-31")),
    Bad("no peildatum", "vis2/opvang", vis2(peildatum="VIS2"), "peildatum", ("A2", "Peildatum: dd-mm-jjjj")),
    Bad("another total", "vis2/opvang", vis2(total=7), "controletotaal", ("kondigt 7 records aan",), 3),
    Bad("no total", "vis2/opvang", vis2(total=None), "totaalregel", ("Totaal aantal: <aantal>", "afgekapt"), 3),
    Bad("rows below the total", "vis2/opvang",
        wb.workbook({"Beschermd wonen": [*wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)]), wb.bw_row(2)],
                     "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [])}), "totaalregel", ("nder de totaalregel",
                         "rij 8"), 1),
    Bad("eleven months", "menzis/garantverzorgd", months(*range(11)), "twaalf_maanden", ("twaalf maanden",), 11),
    Bad("a month twice", "menzis/garantverzorgd", months(*range(11), 10), "twaalf_maanden", ("twaalf maanden",), 12),
    Bad("a total that is no sum", "menzis/garantverzorgd", wb.menzis([*wb.menzis_rows()[:11], ["dec", 1, 2, 3, 7]]),
        "aandeel_quarantaine",
        ("1 van de 12 rijen",), 12),
    # what the harvest stored
    Bad("a harvest that broke off", "cbs/bevolking", ex.harvest([ex.observation()] * 2)[:-40], "beschadigd",
        ("oogst is beschadigd",)),
    Bad("a harvest with fewer rows", "cbs/bevolking", ex.harvest([ex.observation()], count=2), "beschadigd",
        ("oogst is beschadigd",)),
    Bad("a harvest of another table", "cbs/bevolking", ex.harvest([{"measure": "x"}]).replace(b'"regio"', b'"wijk"'),
        "kop", ("regio",)),
]  # fmt: skip

NUMBERED = [(bad, 1 + sum(other.feed == bad.feed for other in BAD[:i])) for i, bad in enumerate(BAD)]


def name_of(feed: str, number: int) -> str:
    code = "NL01" if feed.startswith("cbs") else "GM0153"
    return f"{code}_{feed.split('/')[1]}_{PEILDATUM.get(feed, '20241231')}_{number:02d}.{FEEDS[feed]}"


def sound(feed: str) -> bytes:
    rows = {
        "gidso/maatregelen": ex.gidso([ex.gidso_row("maatregelen", 1)], "maatregelen"),
        "gidso/voorzieningen": GIDSO,
    }
    others = {
        "ssd/uitkeringen": SSD,
        "cimot/trajecten": CIMOT,
        "vis2/opvang": VIS2,
        "menzis/garantverzorgd": wb.menzis(),
    }
    return (rows | others | {"cbs/bevolking": ex.harvest([ex.observation()])})[feed]


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Warehouse:
    """One night in which all bad files arrive, and after them one sound delivery per feed."""
    deliveries = [(bad.feed, number, bad.content, bad.digest) for bad, number in NUMBERED]
    deliveries += [(feed, 99, sound(feed), "") for feed in FEEDS]
    for feed, number, content, digest in deliveries:
        if feed.startswith("cbs"):
            shared_warehouse.store_harvest(name_of(feed, number), content)
        else:
            shared_warehouse.deliver(feed.split("/")[0], name_of(feed, number), content, digest=digest)
    outcome = shared_warehouse.load(*FEEDS)
    assert [uitslag.mislukt for uitslag in outcome.values()] == [[]] * len(FEEDS), "an error of ours"
    return shared_warehouse


@pytest.mark.parametrize(("bad", "number"), NUMBERED, ids=[bad.what for bad in BAD])
def test_a_bad_file_is_rejected_with_its_rule_and_its_reason(night: Warehouse, bad: Bad, number: int):
    levering = night.levering(name_of(bad.feed, number))
    assert levering["status"] == "afgekeurd"
    for part in bad.says:
        assert part.lower() in levering["reden"].lower()
    fatal = [c for c in night.failed() if c["levering_id"] == levering["levering_id"] and c["ernst"] == "fataal"]
    assert fatal[0]["regel"] == bad.regel
    assert fatal[0]["reden"] == levering["reden"]


@pytest.mark.parametrize(("bad", "number"), NUMBERED, ids=[bad.what for bad in BAD])
def test_the_reason_says_what_to_do_in_one_sentence_or_two(night: Warehouse, bad: Bad, number: int):
    reden = night.levering(name_of(bad.feed, number))["reden"]
    assert any(word in reden.lower() for word in _WORDS)
    assert not reden[0].islower()
    assert reden.endswith(".")
    assert len(reden) < 500


@pytest.mark.parametrize(("bad", "number"), NUMBERED, ids=[bad.what for bad in BAD])
def test_all_rows_that_were_read_are_accounted_for_in_the_quarantine(night: Warehouse, bad: Bad, number: int):
    levering = night.levering(name_of(bad.feed, number))
    rows = {(q["object"], q["rijnummer"]) for q in night.quarantaine() if q["levering_id"] == levering["levering_id"]}
    assert (levering["rijen_gelezen"], levering["rijen_geladen"], len(rows)) == (bad.read, 0, bad.read)


@pytest.mark.parametrize("feed", sorted(FEEDS))
def test_a_sound_delivery_of_the_same_feed_is_loaded_all_the_same(night: Warehouse, feed: str):
    assert night.levering(name_of(feed, 99))["status"] == "geladen"


def test_every_bad_file_has_a_number_of_its_own():
    assert max(Counter(bad.feed for bad in BAD).values()) < 99
    assert len({bad.what for bad in BAD}) == len(BAD)


def test_what_was_rejected_tonight_is_not_judged_again_tomorrow(night: Warehouse):
    before = night.leveringen()
    outcome = night.load(*FEEDS)
    assert sum(uitslag.ongewijzigd for uitslag in outcome.values()) == len(BAD) + len(FEEDS)
    assert night.leveringen() == before


@pytest.mark.parametrize(
    ("feed", "name", "content"),
    [
        ("ssd/uitkeringen", "GM9999_uitkeringen_20241231_01.csv", SSD),
        ("ssd/uitkeringen", "NL01_uitkeringen_20241231_01.csv", SSD),
        ("menzis/garantverzorgd", "GM0000_garantverzorgd_20241231_01.xlsx", wb.menzis()),
    ],
)
def test_a_delivery_of_no_dutch_municipality_is_rejected_unread(
    warehouse: Warehouse, feed: str, name: str, content: bytes
):
    warehouse.deliver(feed.split("/", maxsplit=1)[0], name, content)
    warehouse.load(feed)
    levering = warehouse.levering(name)
    assert (levering["status"], levering["rijen_gelezen"]) == ("afgekeurd", 0)
    assert name.split("_", maxsplit=1)[0] in levering["reden"]
    assert "verbeter de bestandsnaam" in levering["reden"]


def test_a_delivery_outside_the_period_of_its_source_is_loaded_and_reported(warehouse: Warehouse):
    kop = wb.vis2_sheet(wb.KOP_BW, [], peildatum="Peildatum: 31-12-2024")
    content = wb.workbook(
        {
            "Beschermd wonen": kop,
            "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [], peildatum="Peildatum: 31-12-2024"),
        }
    )
    warehouse.deliver("vis2", "GM0153_opvang_20241231_01.xlsx", content)
    warehouse.load("vis2/opvang")
    assert warehouse.levering("GM0153_opvang_20241231_01.xlsx")["status"] == "geladen"
    (check,) = warehouse.failed()
    assert (check["ernst"], check["regel"]) == ("waarschuwing", "peildatum")
    assert str(date(2023, 12, 31)) in check["reden"]
