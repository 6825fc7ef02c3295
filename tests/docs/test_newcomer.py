"""A newcomer adds a feed, an indicator, a partner and a municipality as the pages tell, and the figures are there in the morning."""

from __future__ import annotations

import copy
import re
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pytest
import yaml

from sources.contract import parse_contracts
from sources.contract_model import Veld
from tests.docs.newcomer import copy_of_the_project, follow
from tests.docs.newcomers_night import ALMELO, FEED, INDICATOR, REKENING
from tests.docs.pages import Page
from tests.support.contracts import DOCUMENTS, SSD, field
from tests.support.night import Night


@pytest.fixture(scope="module")
def night(newcomers_night_under_way: Future[Night]) -> Night:
    """The copy with everything the pages add, and one night on it."""
    return newcomers_night_under_way.result()


@pytest.mark.long
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


@pytest.mark.long
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

    def test_has_what_its_programme_costs(self, night: Night):
        rows = night.ask(
            "SELECT regel, begroting_na_wijziging_eur, realisatie_eur, afwijking_eur "
            f"FROM financien.mart_programmarekening WHERE gemeente_code = '{ALMELO}' ORDER BY regelnummer"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("lasten", 1_200_000, 1_250_000, -50_000),
            ("baten", None, 250_000, None),
            ("saldo", None, -1_000_000, None),
            ("resultaat", None, -1_000_000, None),
        ], night.said

    def test_stands_beside_the_other_one_without_touching_it(self, night: Night):
        rows = night.ask("SELECT DISTINCT gemeente_code FROM indicatoren.fct_indicator ORDER BY 1")
        assert [row["gemeente_code"] for row in rows] == [ALMELO, "GM0153"]


(EXAMPLE,) = re.findall(r"^For example:\n\n```yml\n(.*?)^```", FEED.text, re.MULTILINE | re.DOTALL)
"""A part of a contract, as its page shows how a layout changes."""


def test_the_example_of_a_layout_that_changes_fits_in_a_contract_and_does_what_the_page_says():
    document = copy.deepcopy(DOCUMENTS[SSD])
    for shown in yaml.safe_load(EXAMPLE):
        known = field(document, shown["name"])
        for key in {"customProperties", "enum"} & {*shown}:
            known[key] = known.get(key, []) + [row for row in shown[key] if row not in known.get(key, [])]
    (contract,) = parse_contracts(yaml.safe_dump(document), SSD)

    def holds(naam: str, year: int) -> Veld:
        return next(veld for veld in contract.op(date(year, 12, 31)).tabellen[0].velden if veld.naam == naam)

    assert [holds("postcode", year).kop for year in (2024, 2025)] == ["POSTCODE", "PC_HUIS"]
    assert ["WWB" in holds("regeling", year).codes for year in (2014, 2015)] == [True, False]


@pytest.mark.parametrize("doc", [FEED, INDICATOR], ids=lambda doc: doc.name)
def test_every_block_of_a_page_says_where_it_goes(doc: Page, tmp_path: Path):
    paths = follow(doc, copy_of_the_project(tmp_path))
    part_of_a_file = ("- {feed:", EXAMPLE) if doc == FEED else ("- {feed:",)
    files = [text for _, text in doc.blocks if text not in doc.blocks_in("sql") and not text.startswith(part_of_a_file)]
    listed = 1 if "Its name goes in the list" in doc.text else 0
    assert len(paths) + listed == len(files) > 3, "every block of a page is a file, or rows for one"
