"""No identity gets past the landing: known numbers, names and texts are planted everywhere, also where they do not
belong, and then searched for in every byte that a load wrote or said."""

from __future__ import annotations

import io
import logging
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from expectations.datadocs import build_data_docs
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.spill import spilled
from tests.support.warehouse import KEY, Warehouse

NAME = "Jannigje Testpersoon-Verzonnen"
TEXT = f"Gesprek met {NAME} en haar zus\nover de zorg thuis"
CLIENT, CASE, HOUSE = "KLANT-73519", "DOSSIER-88231", "HUIS-55127"
POSTCODE = "7599ZZ"
BORN = ("1913-11-27", "27-11-1913", "19131127")
BSNS = [ex.bsn(n) for n in range(500, 560)]
WRONG = [ex.wrong_bsn(n) for n in range(560, 565)]
FORBIDDEN = [
    *BSNS, *WRONG, BSNS[0][1:], NAME, "Verzonnen", "Jannigje", "zorg thuis", CLIENT, CASE, HOUSE, POSTCODE, "7599 ZZ",
        *BORN, KEY.decode("latin-1"), KEY.hex(),
]  # fmt: skip


def ssd() -> list[bytes]:
    """Files of SSD: one with everything in the right place, one with everything in the wrong one, and broken ones."""
    planted = {
        "UITKERINGNR": CASE,
        "HUISHOUDNR": HOUSE,
        "GEBOORTEDATUM": BORN[1],
        "POSTCODE": POSTCODE,
        "REDEN_EINDE": NAME,
    }
    right = [ex.ssd_row("uitkeringen", 1, BSN=BSNS[0], BSN_PARTNER=BSNS[1], **planted)]
    fillers = [ex.ssd_row("uitkeringen", n) for n in range(600, 620)]
    misplaced = [
        {"REGELING": BSNS[2]}, {"REGELING": NAME}, {"DATUM_INGANG": BSNS[3]}, {"DATUM_INGANG": NAME},
            {"BEDRAG_MAAND": BSNS[4]},
        {"BEDRAG_MAAND": BSNS[5] + ",00"}, {"BEDRAG_MAAND": NAME}, {"DOELGROEP_LKS": NAME}, {"POSTCODE": BSNS[6]},
            {"POSTCODE": NAME},
        {"GEBOORTEDATUM": NAME}, {"GEBOORTEDATUM": BSNS[7]}, {"BSN": NAME}, {"BSN": WRONG[0]}, {"BSN": BSNS[0][1:]},
            {"BSN_PARTNER": CLIENT},
        {"UITKERINGNR": BSNS[8]}, {"REDEN_EINDE": BSNS[9]}, {"DATUM_EINDE": BORN[0]},
    ]  # fmt: skip
    wrong = [ex.ssd_row("uitkeringen", 700 + n, **changes) for n, changes in enumerate(misplaced)]
    header, line = ex.ssd(right, closing=None).split(b"\r\n")[:2]
    ragged = b"\r\n".join(
        [header, line, line + b";" + NAME.encode(), b";".join(line.split(b";")[:5]), *[line] * 3, b"#EINDE;6", b""]
    )
    columns = list(ex.ssd_row("uitkeringen"))
    odd = {NAME: "x", BSNS[10]: "y", CLIENT: "z"}
    return [
        ex.ssd(right),
        ex.ssd([*wrong, *fillers]),
        ragged,
        ex.ssd(right).split(b"\r\n", 1)[1],  # a row of data where the header belongs
        ex.ssd([right[0] | odd], columns=[*columns, *odd]),  # columns that are named after a person
        ex.ssd(right, columns=[*columns[:-1], NAME]),
        ex.ssd(right, columns=[*columns[:-1], BSNS[11]]),
        ex.ssd(right, closing=f"#EINDE;{NAME}"),
        ex.ssd(right, closing=f"#EINDE;{BSNS[12]}"),
        ex.ssd([right[0] | {"REDEN_EINDE": f"{NAME} é"}], encoding="utf-8"),
        ex.ssd(right).replace(CASE.encode(), b"\x81" + NAME.encode()),
        ex.ssd([right[0] | {"REDEN_EINDE": '"' + NAME}]),
        ex.ssd(right)[:-70],
        ex.ssd([ex.ssd_row("uitkeringen", n, REGELING=NAME) for n in range(30)]),
    ]


def gidso() -> list[bytes]:
    right = ex.gidso_row("voorzieningen", 1, bsn=BSNS[20], client_nummer=CLIENT, voorziening_id=CASE,
    geboortedatum=BORN[0], postcode=POSTCODE,
                         wijkteam=NAME, toelichting=TEXT)  # fmt: skip
    misplaced = [
        {"wet": NAME}, {"productcategorie": BSNS[21]}, {"aanbieder_agb": BSNS[22]}, {"volume": BSNS[23]},
            {"startdatum": BSNS[24]},
        {"startdatum": NAME}, {"woonplaats_gemeente": NAME}, {"bsn": WRONG[1]}, {"leveringsvorm": TEXT},
            {"geslacht": NAME},
    ]  # fmt: skip
    rows = [right, *(ex.gidso_row("voorzieningen", 900 + n, **changes) for n, changes in enumerate(misplaced))]
    rows += [ex.gidso_row("voorzieningen", n) for n in range(800, 815)]
    content = ex.gidso(rows)
    return [
        content,
        content[:-30],
        content.replace(b"voorziening_id", b'een "aanhaling'),
        ex.gidso(rows, encoding="utf-16"),
    ]


def cimot() -> list[bytes]:
    right = ex.cimot_row(1, trajectnummer=CASE, client_id=CLIENT, bsn=BSNS[25], uitstroom=NAME)
    misplaced = [
        {"soort": NAME},
        {"gemeente_herkomst": BSNS[26]},
        {"begin": NAME},
        {"eind": BSNS[27]},
        {"bsn": WRONG[2]},
    ]
    rows = [right, *(ex.cimot_row(900 + n, **changes) for n, changes in enumerate(misplaced))] + [
        ex.cimot_row(n) for n in range(800, 808)
    ]
    return [
        ex.cimot(rows),
        ex.cimot([right], closing=NAME),
        ex.cimot([{**right, "uitstroom": f"{NAME} é"}], encoding="cp1252"),
    ]


def vis2() -> list[bytes]:
    planted: list[wb.Cell] = [CLIENT, BSNS[28], NAME, "Indicatie", None, "01-02-2023", None, NAME]
    misplaced: list[list[wb.Cell]] = [
        [CLIENT, BSNS[29], "Enschede", NAME, None, "01-02-2023", None, None],
        [CLIENT, BSNS[30], "Enschede", "Indicatie", NAME, BSNS[31], None, None],
        [int(BSNS[32]), int(BSNS[33]), "Enschede", "Indicatie", None, int(BSNS[34]), None, None],
        [None, NAME, "Enschede", "Indicatie", None, "01-02-2023", "#N/A", None],
    ]
    mo: list[list[wb.Cell]] = [[CLIENT, BSNS[35], NAME, "01-02-2023", None, NAME]]
    fillers = [wb.bw_row(n) for n in range(800, 808)]
    kop_with_person = (*wb.KOP_BW, NAME, BSNS[36])
    return [
        wb.vis2([planted, *misplaced, *fillers], mo),
        wb.vis2([planted], mo, peildatum=f"Peildatum: {NAME}"),
        wb.workbook(
            {
                "Beschermd wonen": wb.vis2_sheet(kop_with_person, [planted]),
                "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, mo),
            }
        ),
        wb.workbook(
            {
                "Beschermd wonen": wb.vis2_sheet(planted, [planted]),
                "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, mo),
            }
        ),
        wb.workbook({NAME: [[NAME]]}),
        wb.vis2([planted], mo)[:2000],
    ]


def menzis() -> list[bytes]:
    rows = [[NAME, *row[1:]] if n == 3 else row for n, row in enumerate(wb.menzis_rows())]
    return [
        wb.menzis(rows, footer=([], [NAME])),
        wb.menzis(kop=(*wb.KOP_MENZIS[:4], NAME, "Totaal")),
        wb.menzis(kop=(NAME, *wb.KOP_MENZIS[1:])),
    ]


def kadera() -> list[bytes]:
    planted: list[wb.Cell] = [int(BSNS[40]), "Noodbed", date(2024, 2, 1), None]
    misplaced: list[list[wb.Cell]] = [
        [NAME, NAME, date(2024, 2, 1), None],
        [CLIENT, "Noodbed", NAME, BSNS[41]],
        [CASE, int(BSNS[42]), BORN[1], int(BSNS[43])],
    ]
    fillers = [wb.kadera_row(n) for n in range(800, 808)]
    return [
        wb.kadera([planted, *misplaced, *fillers]),
        wb.kadera([planted], kop=(*wb.KOP_KADERA, NAME, BSNS[44])),
        wb.kadera([planted], kop=(NAME, *wb.KOP_KADERA[1:])),
        wb.workbook({NAME: [[], wb.KOP_KADERA, planted]}),
    ]


def leergeld() -> list[bytes]:
    right = ex.leergeld_row(1, kindnummer=CLIENT, geboortedatum=BORN[1])
    misplaced = [
        {"kindnummer": BSNS[45]}, {"kindnummer": NAME, "geboortedatum": NAME}, {"jaar": BSNS[46]}, {"jaar": BORN[2]},
            {"inkomensgroep": NAME}, {"inkomensgroep": BSNS[47]}, {"eerste_verstrekking": NAME},
        {"eerste_verstrekking": BORN[1]},
    ]  # fmt: skip
    rows = [right, *(ex.leergeld_row(900 + n, **changes) for n, changes in enumerate(misplaced))]
    columns = list(right)
    return [
        ex.leergeld([*rows, *(ex.leergeld_row(n) for n in range(800, 812))]),
        ex.leergeld([right], columns=[*columns, NAME]),
        ex.leergeld([right]).split(b"\r\n", 1)[1],
    ]


def opgave() -> list[bytes]:
    """What a partner writes in the field for it, or beside it, and numbers anywhere."""
    planted = [
        wb.opgave_row(jaar=2000, toelichting=TEXT),
        wb.opgave_row(jaar=2001, toelichting=BSNS[48]),
        wb.opgave_row(jaar=2002, status=NAME, toelichting=CLIENT),
        wb.opgave_row(jaar=2003, eenheid=NAME, status=BSNS[49]),
        wb.opgave_row(jaar=2004, eenheid=BSNS[50]),
        wb.opgave_row(BSNS[51], jaar=2005),
        wb.opgave_row(int(BSNS[52]), jaar=2006),
        wb.opgave_row(f"511 ({BSNS[53]})", jaar=2007),
        wb.opgave_row(BSNS[0][1:], jaar=2008),
        wb.opgave_row(uitsplitsing=f"a{BSNS[54]}", jaar=2009),
        wb.opgave_row(jaar=int(BSNS[55])),
        wb.opgave_row(indicator=BSNS[56], jaar=2010),
    ]
    fillers = [wb.opgave_row(jaar=year) for year in range(2030, 2090)]
    return [
        wb.opgave([*planted, *fillers]),
        wb.opgave(planted),
        wb.opgave(planted, kop=(*wb.KOP_OPGAVE[:-1], NAME)),
        wb.opgave(planted, kop=(*wb.KOP_OPGAVE, BSNS[57])),
    ]


def streefwaarden() -> list[bytes]:
    """Numbers in the texts that are kept because they are public."""
    texts = [BSNS[58], f"Bel {BSNS[59]} voor meer", *WRONG[3:]]
    row: list[wb.Cell] = ["enschede-begroting-2024", "sportdeelname_pct", None]
    planted = [[*row, 2000 + n, "60%", text] for n, text in enumerate(texts)]
    fillers = [[*row, 2030 + n, "60%", "Geen nummer."] for n in range(80)]
    return [wb.pc("streefwaarden", [*planted, *fillers]), wb.pc("streefwaarden", planted)]


def begrotingsregels() -> list[bytes]:
    """Numbers in every column but that of the amount, in which one fits."""
    columns = ("document", "jaar", "fase", "programma", "doel", "product", "taakveld", "soort", "eenheid")
    planted = [wb.begrotingsregel(**{column: BSNS[n]}) for n, column in enumerate(columns)]
    fillers = [wb.begrotingsregel(jaar=2000 + n) for n in range(100)]
    return [wb.pc("begrotingsregels", [*planted, *fillers]), wb.pc("begrotingsregels", planted)]


FILES = {
    ("ssd", "uitkeringen_20241231", "csv"): ssd,
    ("gidso", "voorzieningen_20241231", "csv"): gidso,
    ("cimot", "trajecten_20241231", "txt"): cimot,
    ("vis2", "opvang_20231231", "xlsx"): vis2,
    ("menzis", "garantverzorgd_20241231", "xlsx"): menzis,
    ("kadera", "verblijf_20241231", "xlsx"): kadera,
    ("leergeld", "kinderen_20241231", "csv"): leergeld,
    ("opgave", "vtt_20241231", "xlsx"): opgave,
    ("pc", "streefwaarden_20241231", "xlsx"): streefwaarden,
    ("pc", "begrotingsregels_20241231", "xlsx"): begrotingsregels,
}


class Night(NamedTuple):
    warehouse: Warehouse
    said: str
    """What went to the log, the standard output and the standard error."""


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Night:
    for (bron, name, extension), make in FILES.items():
        for number, content in enumerate(make(), 1):
            shared_warehouse.deliver(bron, f"GM0153_{name}_{number:02d}.{extension}", content)
    shared_warehouse.deliver("gidso", "GM0153_maatregelen_20241231_01.csv", b"x", digest=NAME)
    shared_warehouse.deliver("ssd", f"brief aan {BSNS[37]}.docx", b"x")
    shared_warehouse.deliver(f"dossier {BSNS[38]}", "x.csv", b"x")
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.DEBUG
    try:
        with redirect_stdout(said), redirect_stderr(said):
            outcome = shared_warehouse.load()
            build_data_docs(shared_warehouse.home / "verslagen", shared_warehouse.home / "datadocs")
    finally:
        root.level = level
        root.removeHandler(handler)
    assert not [name for uitslag in outcome.values() for name in uitslag.mislukt], (
        "then the rest was not put to the test"
    )
    return Night(shared_warehouse, said.getvalue())


def test_the_night_had_something_of_everything(night: Night):
    statuses = [(row["bron"], row["status"]) for row in night.warehouse.leveringen()]
    assert {(bron, "geladen") for bron, _, _ in FILES} - {("menzis", "geladen")} <= set(statuses)
    assert {(bron, "afgekeurd") for bron, _, _ in FILES} <= set(statuses)
    assert len(night.warehouse.quarantaine()) > 80
    assert len(night.said) > 1000


def test_no_file_that_was_written_holds_anything_of_a_person(night: Night):
    written = night.warehouse.written()
    assert {path.suffix for path in written} >= {".parquet", ".duckdb", ".json", ".html"}
    assert spilled(written, FORBIDDEN) == []


def test_nothing_that_was_said_holds_anything_of_a_person(night: Night):
    said = night.said.lower()
    assert [text for text in FORBIDDEN if text.lower() in said] == []


def test_in_the_landing_they_stand_in_plain_sight(night: Night):
    """Otherwise the search proves nothing."""
    landing = [
        path for path in night.warehouse.landing.rglob("*") if path.is_file() and path.suffix in (".csv", ".txt")
    ]
    found = {text for _, text in spilled(landing, FORBIDDEN)}
    assert {NAME, "zorg thuis", BSNS[0], BSNS[20], CLIENT, POSTCODE, BORN[1]} <= found


def test_the_search_decodes_parquet_and_duckdb(tmp_path: Path):
    duckdb.execute(f"COPY (SELECT '{NAME}' AS naam FROM range(1000)) TO '{tmp_path / 'a.parquet'}' (COMPRESSION zstd)")
    with duckdb.connect(str(tmp_path / "b.duckdb")) as connection:
        connection.execute(f"CREATE TABLE t AS SELECT '{NAME}' AS naam, i FROM range(1000) AS r(i)")
    (tmp_path / "c.json").write_bytes(NAME.encode("utf-16-le"))
    (tmp_path / f"{NAME}.txt").touch()
    assert {name for name, _ in spilled(tmp_path.iterdir(), [NAME.upper()])} == {
        "a.parquet",
        "b.duckdb",
        "c.json",
        f"{NAME}.txt",
    }


def test_what_is_left_of_a_person_is_a_pseudonym_a_year_and_four_digits(night: Night):
    (row,) = [r for r in night.warehouse.raw("ssd", "uitkeringen") if ".01." in r["levering_id"]]
    assert {
        name: len(row[name]) for name in ("uitkering_id", "huishouden_id", "persoon_id", "partner_persoon_id")
    } == dict.fromkeys(("uitkering_id", "huishouden_id", "persoon_id", "partner_persoon_id"), 64)
    assert (row["geboortejaar"], row["postcode4"]) == ("1913", "7599")
    assert "reden_einde" not in row
