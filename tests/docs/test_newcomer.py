"""A newcomer adds a feed, an indicator, a partner and a municipality as the pages tell, and the figures are there in the morning."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.cbs.recorded_service import RecordedService
from tests.docs.newcomer import add_rows, copy_of_the_project, dwh, follow
from tests.docs.pages import ROOT, Page, page
from tests.support import extracts as ex
from tests.support.night import Night
from tests.support.workbooks import Cell, workbook

FEED, INDICATOR = page("docs/adding-a-source.md"), page("docs/adding-an-indicator.md")
SEEDS = Path("dbt_project/seeds")
ALMELO = "GM0141"
OPGAVE = ("Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid", "Status", "Toelichting")
STREEFWAARDE = ("Document", "Indicator", "Uitsplitsing", "Jaar", "Streefwaarde", "Toelichting")
PUBLICATIE = ("Document", "Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid")
REKENING = "almelo-jaarrekening-2024"


def deliver(landing: Path, bron: str, name: str, content: bytes) -> None:
    path = landing / bron / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    arrived = datetime(2025, 1, 20, 6, tzinfo=UTC).timestamp()
    os.utime(path, (arrived, arrived))


def sheet(*rows: tuple[Cell, ...], name: str = "Blad1") -> bytes:
    return workbook({name: rows})


def found_almelo(project: Path, landing: Path) -> None:
    """A municipality that was never heard of here: rows and deliveries, no code."""
    add_rows(project / SEEDS / "indicatoren/document.csv", DOCUMENT_ROW)
    add_rows(project / SEEDS / "kwaliteit/leveringskalender.csv", f"ssd,uitkeringen,{ALMELO},maand,2024-01-01,,45\n")
    uitkeringen = [ex.ssd_row("uitkeringen", n) for n in range(1, 13)]
    deliver(landing, "ssd", f"{ALMELO}_uitkeringen_20241231_01.csv", ex.ssd(uitkeringen, "uitkeringen"))
    stated = sheet(OPGAVE, ("vtt_meldingen", None, 2024, "1.234*", "meldingen", "voorlopig", None), name="Opgave")
    deliver(landing, "opgave", f"{ALMELO}_stadsbank_20241231_01.xlsx", stated)
    targets = sheet(STREEFWAARDE, (REKENING, "vtt_meldingen", None, 2024, "1.200", "Begroot"))
    deliver(landing, "pc", f"{ALMELO}_streefwaarden_20241231_01.xlsx", targets)
    printed = sheet(
        PUBLICATIE,
        (REKENING, "bijstand_uitkeringen", None, "2024", "12", "uitkeringen"),
        (REKENING, "vtt_meldingen", None, "2024", "1.234*", "meldingen"),
    )
    deliver(landing, "pc", f"{ALMELO}_publicaties_20241231_01.xlsx", printed)


DOCUMENT_ROW = f"{REKENING},Jaarrekening 2024,{ALMELO},jaarrekening,2024,2025-06-01\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_project(tmp_path_factory.mktemp("newcomer"))


@pytest.fixture(scope="module")
def night(project: Path) -> Iterator[Night]:
    """The copy with everything the pages add, and one night on it."""
    followed = [path for doc in (FEED, INDICATOR) for path in follow(doc, project)]
    assert len(followed) > 8
    (partner,) = [block for block in FEED.blocks_in("yml") if block.startswith("- {feed:")]
    _add_partner(project / "sources/opgave/opgave.yml", partner)
    home = project / "data"
    found_almelo(project, project / "landing")
    written = dwh(project, home, "contracts", "--write")
    assert written.returncode == 0, written.stdout + written.stderr
    with RecordedService(ROOT / "sources/cbs/demo") as cbs:
        done = dwh(
            project,
            home,
            "nightly",
            DWH_LANDING=str(project / "landing"),
            DWH_PSEUDONYM_KEY="probeer",
            DWH_TODAY="2025-02-10",
            DWH_CBS_URL=cbs.base_url,
        )
    yield Night(home, done.returncode, done.stdout + done.stderr, 0)


def _add_partner(contract: Path, line: str) -> None:
    text = contract.read_text(encoding="utf-8")
    first = next(row for row in text.splitlines(keepends=True) if row.strip().startswith("- {feed:"))
    indent = first[: len(first) - len(first.lstrip())]
    contract.write_text(text.replace(first, indent + line + first, 1), encoding="utf-8")


class TestWhoAddsAFeedAndAnIndicator:
    def test_has_a_feed_that_was_loaded_whole(self, night: Night):
        (levering,) = night.ask("SELECT * FROM kwaliteit.fct_levering WHERE bron = 'schuldhulp'")
        assert (levering["status"], levering["rijen_gelezen"], levering["rijen_geladen"]) == ("geladen", 4, 4), (
            night.said
        )

    def test_finds_the_figure_that_the_page_promises(self, night: Night):
        (query,) = INDICATOR.blocks_in("sql")
        (row,) = night.ask(query)
        (promised,) = [line for line in INDICATOR.code if "│" in line]
        assert [str(value) for value in row.values()] == promised.split(" │ ")

    def test_sees_the_feed_among_the_others_in_the_morning(self, night: Night):
        query = "SELECT status FROM kwaliteit.mart_bronstatus WHERE bron = 'schuldhulp' AND gemeente_code = 'GM0153'"
        assert night.ask(query) == [{"status": "goed"}]

    def test_finds_what_the_indicator_is_in_the_dimension(self, night: Night):
        rows = night.ask(
            "SELECT naam, eenheid FROM indicatoren.dim_indicator WHERE indicator_code = 'schuldhulp_sanering_pct'"
        )
        assert [row["eenheid"] for row in rows] == ["%"]


class TestAThirdMunicipality:
    """Rows and deliveries alone."""

    def test_has_figures_from_its_registers_and_from_a_new_partner(self, night: Night):
        rows = night.ask(
            "SELECT indicator_code, waarde, status FROM indicatoren.fct_indicator "
            f"WHERE gemeente_code = '{ALMELO}' AND indicator_code IN ('bijstand_uitkeringen', 'vtt_meldingen') "
            "AND uitsplitsing = 'totaal' AND jaar = 2024 AND bekend_tot IS NULL ORDER BY 1"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("bijstand_uitkeringen", 12, "voorlopig"),
            ("vtt_meldingen", 1234, "voorlopig"),
        ], night.said

    def test_has_its_target_and_its_judgement(self, night: Night):
        (row,) = night.ask(
            "SELECT realisatie, streefwaarde, oordeel, document_code FROM indicatoren.mart_indicatorscore "
            f"WHERE gemeente_code = '{ALMELO}' AND indicator_code = 'vtt_meldingen' AND jaar = 2024"
        )
        assert row == {
            "realisatie": 1234,
            "streefwaarde": 1200,
            "oordeel": "niet_gehaald",
            "document_code": REKENING,
        }

    def test_has_its_printed_figures_laid_beside_the_computed_ones(self, night: Night):
        rows = night.ask(
            "SELECT indicator_code, aansluiting FROM indicatoren.mart_aansluiting "
            f"WHERE gemeente_code = '{ALMELO}' ORDER BY 1"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("bijstand_uitkeringen", "sluit_aan"),
            ("vtt_meldingen", "sluit_aan"),
        ]

    def test_stands_beside_the_other_one_without_touching_it(self, night: Night):
        rows = night.ask("SELECT DISTINCT gemeente_code FROM indicatoren.fct_indicator ORDER BY 1")
        assert [row["gemeente_code"] for row in rows] == [ALMELO, "GM0153"]


@pytest.mark.parametrize("doc", [FEED, INDICATOR], ids=lambda doc: doc.name)
def test_every_block_of_a_page_says_where_it_goes(doc: Page, tmp_path: Path):
    paths = follow(doc, copy_of_the_project(tmp_path))
    files = [text for _, text in doc.blocks if text not in doc.blocks_in("sql") and not text.startswith("- {feed:")]
    listed = 1 if "Its name goes in the list" in doc.text else 0
    assert len(paths) + listed == len(files) > 3, "every block of a page is a file, or rows for one"
