"""`pc-tabellen.xlsx` as somebody opens it: sheets, links, charts, formulas."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.chart import LineChart
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.dashboard.run import Run
from reporting.pc_workbook import schrijf_werkboek
from reporting.rapport.inhoud import Inhoud, lees_inhoud
from reporting.rapport.pc_tabellen import gekozen_bladen, schrijf_pc_tabellen
from reporting.tabel.notatie import ONDERDRUKT
from tests.support.night import Night

RUN = Run("0f3c5a6e-run", date(2025, 3, 20), datetime(2025, 3, 20, 1, 12, tzinfo=UTC), demo=True)
VOORBLADEN = 2


@pytest.fixture(scope="module")
def inhoud(demo_night: Night) -> Inhoud:
    with duckdb.connect(str(demo_night.published / "marts.duckdb"), read_only=True) as con:
        return lees_inhoud(con)


@pytest.fixture(scope="module")
def pad(inhoud: Inhoud, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return schrijf_pc_tabellen(inhoud, tmp_path_factory.mktemp("werkboek") / "pc-tabellen.xlsx", RUN)


@pytest.fixture(scope="module")
def formules(pad: Path) -> Workbook:
    return openpyxl.load_workbook(pad)


@pytest.fixture(scope="module")
def waarden(pad: Path) -> Workbook:
    return openpyxl.load_workbook(pad, data_only=True)


def _bladen(werkboek: Workbook) -> list[Worksheet]:
    return [blad for blad in werkboek.worksheets if isinstance(blad, Worksheet)]


def test_every_chosen_table_has_a_sheet_with_its_title_and_a_header_in_view(inhoud: Inhoud, formules: Workbook) -> None:
    bladen = gekozen_bladen(inhoud)
    assert {blad.gemeente for blad in bladen} == {"Enschede", "Twenterand"}
    werkbladen = _bladen(formules)[VOORBLADEN:]
    assert [str(w["A1"].value) for w in werkbladen] == [blad.tabel.titel for blad in bladen]
    for werkblad, blad in zip(werkbladen, bladen, strict=True):
        kopregel = int(re.sub(r"\D", "", str(werkblad.freeze_panes))) - 1
        assert werkblad.cell(kopregel, 1).value == blad.tabel.kolommen[0].kop


def test_the_contents_link_to_every_sheet(formules: Workbook) -> None:
    doelen = [cel.hyperlink.location for rij in formules["Inhoud"].iter_rows() for cel in rij if cel.hyperlink]
    assert [doel.rpartition("!")[0].strip("'").replace("''", "'") for doel in doelen] == formules.sheetnames[
        VOORBLADEN:
    ]


def test_it_says_which_run_it_is_of_and_what_each_sheet_rests_on(formules: Workbook, inhoud: Inhoud) -> None:
    rijen = [[str(waarde) for waarde in rij] for rij in formules["Bronnen en run"].iter_rows(values_only=True)]
    assert ["Run", RUN.run_id] in [rij[:2] for rij in rijen]
    assert ["Stand van", "20-03-2025"] in [rij[:2] for rij in rijen]
    assert "Synthetisch" in [rij[0] for rij in rijen]
    bronnen = {rij[0]: rij[3] for rij in rijen}
    for naam, blad in zip(formules.sheetnames[VOORBLADEN:], gekozen_bladen(inhoud), strict=True):
        assert bronnen[naam] == ("; ".join(blad.tabel.bronnen) or "None")


def test_every_formula_comes_to_the_amount_that_the_marts_have(formules: Workbook, waarden: Workbook) -> None:
    aantal = 0
    for met_formule, met_waarde in zip(_bladen(formules), _bladen(waarden), strict=True):
        for rij in met_formule.iter_rows():
            for cel in (cel for cel in rij if cel.data_type == "f"):
                uitkomst = met_waarde[cel.coordinate].value
                assert _uitgerekend(str(cel.value), met_waarde) == Decimal(str(uitkomst)), (
                    f"{met_formule.title} {cel.coordinate}"
                )
                aantal += 1
    assert aantal > 100


def _uitgerekend(formule: str, blad: Worksheet) -> Decimal:
    """What a formula of ours comes to: a sum over rows, or cells with signs."""
    if formule.startswith("=SUM("):
        eerste, laatste = formule[5:-1].split(":")
        return sum((Decimal(str(cel.value)) for (cel,) in blad[eerste:laatste]), Decimal(0))
    delen = re.findall(r"([+-]?)([A-Z]+\d+)", formule)
    assert "=" + "".join(teken + cel for teken, cel in delen) == formule
    return sum(((-1 if teken == "-" else 1) * Decimal(str(blad[cel].value)) for teken, cel in delen), Decimal(0))


def test_no_text_in_it_is_calculated(formules: Workbook) -> None:
    teksten = [
        str(cel.value) for blad in _bladen(formules) for rij in blad.iter_rows() for cel in rij if cel.data_type == "s"
    ]
    assert not [tekst for tekst in teksten if tekst.startswith(("=", "+", "@")) or re.match(r"-[^-]", tekst)]


def test_the_series_of_indicators_have_native_charts_with_a_shape_for_each_line(formules: Workbook) -> None:
    grafieken = [grafiek for blad in _bladen(formules) for grafiek in blad._charts]
    assert len(grafieken) > 50
    assert all(isinstance(grafiek, LineChart) for grafiek in grafieken)
    for grafiek in grafieken:
        vormen = [lijn.marker.symbol for lijn in grafiek.series]
        assert len(set(vormen)) == min(len(vormen), 6)


def test_what_is_suppressed_is_nowhere_in_it(inhoud: Inhoud, waarden: Workbook) -> None:
    onderdrukt = [
        blad for blad in gekozen_bladen(inhoud) if any(cel.onderdrukt for rij in blad.tabel.rijen for cel in rij.cellen)
    ]
    assert onderdrukt
    staat = sum(cel.value == ONDERDRUKT for blad in _bladen(waarden) for rij in blad.iter_rows() for cel in rij)
    assert staat == sum(bool(cel.onderdrukt) for blad in onderdrukt for rij in blad.tabel.rijen for cel in rij.cellen)


def test_the_same_set_and_run_give_the_same_bytes(inhoud: Inhoud, pad: Path, tmp_path: Path) -> None:
    assert schrijf_pc_tabellen(inhoud, tmp_path / "weer.xlsx", RUN).read_bytes() == pad.read_bytes()


def test_a_set_without_tables_has_front_sheets_and_nothing_else(tmp_path: Path) -> None:
    leeg = openpyxl.load_workbook(schrijf_werkboek([], tmp_path / "leeg.xlsx", RUN))
    assert leeg.sheetnames == ["Inhoud", "Bronnen en run"]


def test_figures_of_an_earlier_run_say_so(tmp_path: Path) -> None:
    oud = Run("r", RUN.vandaag, RUN.gebouwd_op, overgenomen=("financien",))
    blad = openpyxl.load_workbook(schrijf_werkboek([], tmp_path / "oud.xlsx", oud))["Bronnen en run"]
    regels = [rij[:2] for rij in blad.iter_rows(values_only=True)]
    assert ("Niet van deze run", "De cijfers van financien zijn van een eerdere run.") in regels
    assert "Synthetisch" not in [kop for kop, _ in regels]


def test_it_asks_nothing_of_a_network_and_holds_no_macros(pad: Path) -> None:
    with zipfile.ZipFile(pad) as werkboek:
        namen = werkboek.namelist()
        verwijzingen = b"".join(werkboek.read(naam) for naam in namen if naam.endswith(".rels"))
    assert not [naam for naam in namen if "vba" in naam.lower() or "externalLink" in naam]
    assert b'TargetMode="External"' not in verwijzingen
