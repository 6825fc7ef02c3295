"""CBS's tables of all municipalities: what may stand in them, what their file is called, and that the real ones are
sound."""

from __future__ import annotations

import gzip
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from sources.landing import Bestand
from sources.reading.opening import read_delivery
from tests.support.iv3_landelijk import LASTEN_ROWS, lasten, taakveldtabel, tabel_row, tabel_rows
from tests.support.warehouse import CONTRACTS, KEY, Warehouse, records

if TYPE_CHECKING:
    from pathlib import Path

    from expectations.keuring import Keurmeester

LASTEN, BEGROTING = "NL01_lasten_20250101_01.csv", "NL01_begroting_20250101_01.csv"
JAARREKENING = "NL01_jaarrekening_20231231_01.csv"
ON_THE_FIRST = "NL01_jaarrekening_20240101_01.csv"

Broken = set[tuple[str | None, str, str]]
SOUND: Broken = set()

# Row by row what is wrong with it: column, rule, and what the reason shows of the row.
LASTEN_JUDGED: list[tuple[str, Broken]] = [
    ("GM1700,2023X005,33867,6.74,-12.0", SOUND),
    ("GM1700,2023X005,33867,6.73,-99998.0", SOUND),
    ("GM1700,2017X000,33867,6.72,0.0", SOUND),
    ("GM1700,2025X000,33867,6.60,1.0", SOUND),
    ("GM1700,2026X000,33867,0.4,1.0", SOUND),
    ("GM9999,2023X005,33867,6.74,12.0", {("gm_code", "gemeente", "GM9999")}),
    ("GM1700,2023X006,33867,6.74,12.0", {("verslagsoort", "vorm", "2023X006")}),
    ("GM1700,2022X000,33867,6.74,12.0", {("taakveld", "bestaat", "6.74")}),
    ("GM1700,2025X000,33867,6.6,12.0", {("taakveld", "bestaat", "6.6")}),
    ("GM1700,2023X005,33867,Overhead,12.0", {("taakveld", "vorm", "Overhead"), ("taakveld", "bestaat", "Overhead")}),
    ("GM1700,2023X005,33867,0.1,100000000", {("lasten_x1000", "bereik", "#")}),
    ('GM1700,2023X005,33867,0.2,"12,5"', {("lasten_x1000", "getal", "12,5")}),
    ("GM1700,2023X005,0,0.3,12.0", {("inwoners", "bereik", "")}),
    ("GM0141,2023X005,73949,0.3,12.0", {(None, "dubbel", "")}),
    ("GM0141,2023X005,73949,0.3,13.0", {(None, "dubbel", "")}),
]
TABEL_JUDGED: list[tuple[str, Broken]] = [
    (tabel_row("Hengelo"), SOUND),
    (tabel_row("Hengelo (O.)"), SOUND),
    (tabel_row("Bergen (NH.)"), SOUND),
    (tabel_row("'s-Gravenhage"), SOUND),
    (tabel_row("Súdwest-Fryslân"), SOUND),
    (tabel_row("Nuenen, Gerwen en Nederwetten"), SOUND),
    ("Nederland;0.4 Overhead;;2.0;-99998.0;;;;18045532;;", SOUND),
    (tabel_row(bedragen=";-2.0;3.0"), SOUND),
    (tabel_row("Jan Jansen"), {("Gemeenten", "bestaat", "Jan Jansen")}),
    (tabel_row("Appingedam"), {("Gemeenten", "bestaat", "Appingedam")}),
    (tabel_row("GM0153"), {("Gemeenten", "vorm", "GM0153"), ("Gemeenten", "bestaat", "GM0153")}),
    (tabel_row(taakveld="Overhead"), {("Taakveld", "vorm", "Overhead"), ("Taakveld", "bestaat", "Overhead")}),
    (tabel_row(taakveld="0.5 bel 0612345678"), {("Taakveld", "vorm", "0.5 bel #")}),
    (tabel_row(taakveld="6.71a Huishoudelijke hulp"), {("Taakveld", "bestaat", "6.71a Huishoudelijke hulp")}),
    (tabel_row(taakveld="0.61 OZB woningen", bedragen="1.0;2.0;"), {("Lasten", "verplicht", "")}),
    (tabel_row(taakveld="0.62 OZB niet-woningen", bedragen="1.0;x;3.0"), {("Baten", "getal", "x")}),
    (tabel_row("Almelo", "0.63 Parkeerbelasting"), {(None, "dubbel", "")}),
    (tabel_row("Almelo", "0.63 Parkeren"), {(None, "dubbel", "")}),
]


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Warehouse:
    """Everything that is tried here, in one load."""
    enough = [tabel_row(taakveld=f"{code} Onderwijs") for code in ("4.1", "4.2", "4.3")]
    split = [tabel_row(taakveld="6.71a Huishoudelijke hulp (WMO)"), tabel_row(taakveld="6.6 Maatwerkvoorziening (WMO)")]
    deliveries = {
        LASTEN: lasten(*(row for row, _ in LASTEN_JUDGED)),
        BEGROTING: taakveldtabel([*tabel_rows(), *enough, *(row for row, _ in TABEL_JUDGED)]),
        JAARREKENING: taakveldtabel(split),
        "GM0153_lasten_20231231_01.csv": lasten(),
        "GM0153_begroting_20240101_01.csv": taakveldtabel(tabel_rows()),
        "NL02_jaarrekening_20231231_01.csv": taakveldtabel(split),
        ON_THE_FIRST: taakveldtabel(split),
    }
    for name, content in deliveries.items():
        shared_warehouse.deliver("iv3", name, content)
    shared_warehouse.deliver("opgave", "NL01_vtt_20241231_01.xlsx", b"not read at all")
    shared_warehouse.load("iv3/lasten", "iv3/begroting", "iv3/jaarrekening", "opgave/vtt")
    return shared_warehouse


def judged(night: Warehouse, name: str, rows: int, above: int) -> list[Broken]:
    """What was found wrong with each of the rows that stand below so many sound ones and the header."""
    found: list[Broken] = [set() for _ in range(rows)]
    for q in night.quarantaine():
        if q["levering_id"] == night.levering(name)["levering_id"]:
            shown = q["reden"].rpartition(" Er staat: ")[2] if " Er staat: " in q["reden"] else ""
            found[q["rijnummer"] - above - 2].add((q["kolom"], q["controle_id"].rsplit(".", 1)[1], shown))
    return found


def test_a_row_of_lasten_is_kept_or_kept_back_with_its_reason(night: Warehouse):
    assert judged(night, LASTEN, len(LASTEN_JUDGED), len(LASTEN_ROWS)) == [broken for _, broken in LASTEN_JUDGED]
    assert len(night.raw("iv3", "lasten")) == len(LASTEN_ROWS) + 5


def test_a_report_of_a_later_year_than_the_peildatum_is_worth_a_look(night: Warehouse):
    (found,) = [c for c in night.failed() if c["controle_id"] == "iv3.lasten.verslagsoort.na_peildatum"]
    assert (found["ernst"], found["aantal_fout"]) == ("waarschuwing", 1)


def test_a_row_of_a_table_is_kept_or_kept_back_with_its_reason(night: Warehouse):
    above = len(tabel_rows()) + 3
    assert judged(night, BEGROTING, len(TABEL_JUDGED), above) == [broken for _, broken in TABEL_JUDGED]
    assert night.levering(BEGROTING)["status"] == "geladen"


def test_the_taakvelden_of_a_table_are_those_of_the_year_of_its_peildatum(night: Warehouse):
    assert (night.levering(JAARREKENING)["status"], night.levering(JAARREKENING)["rijen_geladen"]) == ("geladen", 2)


def test_a_jaarrekening_on_the_first_of_january_may_be_that_of_another_year(night: Warehouse):
    assert night.levering(ON_THE_FIRST)["status"] == "geladen"
    (found,) = [c for c in night.failed() if c["controle_id"] == "iv3.taakveldtabel.tabel.peildatum"]
    assert (found["levering_id"], found["ernst"]) == (night.levering(ON_THE_FIRST)["levering_id"], "waarschuwing")


@pytest.mark.parametrize(
    ("name", "feed", "area"),
    [
        ("GM0153_lasten_20231231_01.csv", "lasten", "GM0153"),
        ("GM0153_begroting_20240101_01.csv", "begroting", "GM0153"),
        ("NL02_jaarrekening_20231231_01.csv", "jaarrekening", "NL02"),
    ],
)
def test_a_file_about_the_country_begins_with_its_code_and_no_other(night: Warehouse, name: str, feed: str, area: str):
    levering = night.levering(name)
    assert levering["status"] == "afgekeurd"
    assert levering["reden"] == (
        f"Een bestand van iv3/{feed} gaat over meer dan een gemeente en zijn naam begint met NL01, niet met {area}; "
        "verbeter de bestandsnaam."
    )


def test_a_file_of_a_municipality_does_not_begin_with_the_country(night: Warehouse):
    assert night.levering("NL01_vtt_20241231_01.xlsx")["reden"].startswith("NL01 is geen Nederlandse gemeente")


REAL = {
    ("begroting", date(2023, 1, 1)): ("2023_begroting.csv", 24353),
    ("jaarrekening", date(2023, 12, 31)): ("2023_jaarrekening.csv", 24353),
    ("begroting", date(2025, 1, 1)): ("2025_begroting.csv", 23667),
    ("lasten", date(2025, 1, 1)): ("iv3_lasten_per_taakveld_alle_gemeenten.csv.gz", 293467),
}


@pytest.mark.real_data
def test_the_real_tables_of_all_municipalities_load_without_a_single_remark(
    tmp_path: Path, real_data_dir: Path, keurmeester: Keurmeester
):
    from orchestration.reference import codelijsten, referenties

    everybody = type(keurmeester)(KEY, codelijsten(), referenties())
    for (feed, peildatum), (found, rows) in REAL.items():
        path = tmp_path / f"NL01_{feed}_{peildatum:%Y%m%d}_01.csv"
        opened = gzip.open if found.endswith(".gz") else open
        with opened(real_data_dir / "iv3" / found, "rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        contract = CONTRACTS[f"iv3/{feed}"]
        bestand = Bestand("iv3", feed, "NL01", peildatum, 1, path, "csv")
        inhoud = read_delivery(contract, bestand)
        keuring = everybody.keur(contract, bestand, inhoud, path.stem, tmp_path / "raw")

        assert (keuring.reden, keuring.rijen_geladen, keuring.rijen_quarantaine) == (None, rows, 0)
        assert [result.controle.controle_id for result in keuring.resultaten if not result.geslaagd] == []
        assert inhoud.opmerkingen == ()

    (enschede,) = records(
        f"SELECT sum(CAST(lasten_x1000 AS DECIMAL(18, 1))) AS som FROM '{tmp_path}/raw/iv3/lasten/*.parquet' "
        "WHERE gemeente_code = 'GM0153' AND verslagsoort = '2024X005'"
    )
    assert int(enschede["som"]) == 908467  # the total that CBS's own table of totals gives
