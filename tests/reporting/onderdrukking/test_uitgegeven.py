"""The judgement of a whole published set."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from reporting.onderdrukking import Onderdrukking, lees_onderdrukking
from tests.reporting.published import write

INDICATOR = "indicatoren.dim_indicator"


@pytest.fixture
def set_of_rows(tmp_path: Path) -> Onderdrukking:
    cijfer = {
        "gemeente_code": "GM0153",
        "uitsplitsing": "totaal",
        "definitie_versie": 1,
        "bekend_vanaf": "2025-01-21 06:00:00",
    }
    rows = {
        INDICATOR: [
            {"indicator_code": "vo_verblijfsduur", "definitie_versie": 1, "drempel": 5, "noemer": "Cliënten"},
            {"indicator_code": "vo_clienten", "definitie_versie": 1, "drempel": 5},
            {"indicator_code": "deuren", "definitie_versie": 1},
        ],
        "indicatoren.dim_formule": [
            {"indicator_code": "vo_verblijfsduur", "definitie_versie": 1, "uitsplitsing": "totaal", "teller_component": "verblijf", "teller_uitsplitsing": "dagen",
             "noemer_component": "verblijf", "noemer_uitsplitsing": "personen", "factor": 1},
            {"indicator_code": "vo_clienten", "definitie_versie": 1, "uitsplitsing": "totaal", "teller_component": "verblijf", "teller_uitsplitsing": "personen", "factor": 1},
        ],
        "indicatoren.fct_component": [
            {"gemeente_code": "GM0153", "component_code": "verblijf", "uitsplitsing": deel, "jaar": 2022, "waarde": waarde, "bekend_vanaf": "2025-01-21 06:00:00"}
            for deel, waarde in (("dagen", 127), ("personen", 2))
        ],
        "indicatoren.fct_indicator": [
            cijfer | {"indicator_code": "vo_verblijfsduur", "jaar": 2022, "teller": 127, "noemer": 2, "waarde": 63.5, "eenheid": "dagen"},
            cijfer | {"indicator_code": "vo_clienten", "jaar": 2022, "teller": 2, "waarde": 2, "eenheid": "cliënten"},
            cijfer | {"indicator_code": "deuren", "jaar": 2022, "teller": 2, "waarde": 2, "eenheid": "deuren"},
        ],
        "indicatoren.mart_aansluiting": [
            {"levering_id": "b24", "rijnummer": nummer, "gemeente_code": "GM0153", "indicator_code": "vo_verblijfsduur", "maat": "waarneming",
             "uitsplitsing": f"kort_verblijf_{nummer}", "jaar": 2022, "gepubliceerd": dagen}
            for nummer, dagen in ((1, 63), (2, 64))
        ] + [{"levering_id": "b24", "rijnummer": 3, "gemeente_code": "GM0153", "indicator_code": "deuren", "maat": "realisatie", "uitsplitsing": "totaal",
              "jaar": 2022, "gepubliceerd": 2}],
    }  # fmt: skip
    with duckdb.connect(str(write(tmp_path / "marts.duckdb", rows)), read_only=True) as con:
        return lees_onderdrukking(con)


def test_the_two_single_durations_of_the_budget_of_2024_do_not_pass(set_of_rows: Onderdrukking) -> None:
    assert set_of_rows.gedrukt("b24", 1)
    assert set_of_rows.gedrukt("b24", 2)
    assert set_of_rows.gedrukt("b24", 3) is None


@pytest.mark.parametrize("indicator", ["vo_verblijfsduur", "vo_clienten"])
def test_a_mean_of_two_and_the_two_are_hidden_together(set_of_rows: Onderdrukking, indicator: str) -> None:
    assert set_of_rows.cijfer("GM0153", indicator, 1, "totaal", 2022)


def test_the_components_of_a_hidden_figure_are_hidden_and_others_are_not(set_of_rows: Onderdrukking) -> None:
    assert set_of_rows.component("GM0153", "verblijf", "dagen", 2022)
    assert set_of_rows.component("GM0153", "verblijf", "personen", 2022)
    assert set_of_rows.component("GM0153", "deuren", "totaal", 2022) is None
    assert set_of_rows.cijfer("GM0153", "deuren", 1, "totaal", 2022) is None


def test_a_set_in_which_nothing_was_built_hides_nothing(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "marts.duckdb")) as con:
        assert lees_onderdrukking(con).oordeel.rijen == {}


def test_a_set_without_definitions_hides_by_the_standard_policy(tmp_path: Path) -> None:
    row = {"gemeente_code": "GM1", "indicator_code": "i", "definitie_versie": 1, "uitsplitsing": "totaal", "jaar": 2024, "eenheid": "deuren",
           "bekend_vanaf": "2025-01-01 00:00:00", "teller": 7, "waarde": 7}  # fmt: skip
    path = write(tmp_path / "marts.duckdb", {"indicatoren.fct_indicator": [row]}, without=["indicatoren.dim_indicator"])
    with duckdb.connect(str(path), read_only=True) as con:
        assert lees_onderdrukking(con).cijfer("GM1", "i", 1, "totaal", 2024)
