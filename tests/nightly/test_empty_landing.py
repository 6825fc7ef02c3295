"""A municipality in which nothing has been delivered yet."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from tests.support.night_here import NightHere


@pytest.fixture(scope="module")
def night(empty_landing_under_way: Future[NightHere]) -> NightHere:
    return empty_landing_under_way.result()


def test_a_set_is_published_and_the_exit_status_says_that_not_all_is_sound(night: NightHere):
    assert night.status == 3
    assert night.verloop.gepubliceerd


def test_every_feed_that_should_have_come_is_missing(night: NightHere):
    rows = night.ask("SELECT bron, status, laatste_peildatum, reden FROM kwaliteit.mart_bronstatus")
    assert {row["status"] for row in rows if row["bron"] != "cbs"} == {"ontbreekt"}
    assert {row["status"] for row in rows if row["bron"] == "cbs"} == {"goed"}
    assert all("nog nooit een goede levering" in row["reden"] for row in rows if row["status"] == "ontbreekt")


def test_the_summary_counts_what_is_sound(night: NightHere):
    assert "2 van 50 feeds goed" in night.summary
    assert "Leveringen: 2 geladen" in night.summary, "those of CBS"


@pytest.mark.parametrize(
    "table",
    [
        "indicatoren.fct_indicator",
        "indicatoren.fct_streefwaarde",
        "indicatoren.mart_indicatorscore",
        "indicatoren.mart_aansluiting",
        "financien.fct_begrotingsregel",
        "financien.mart_programmarekening",
        "financien.mart_taakveld",
        "financien.mart_taakveldvergelijking",
    ],
)
def test_there_are_no_figures_and_nothing_printed_to_lay_beside_them(night: NightHere, table: str):
    assert night.ask(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}]


def test_every_model_and_every_test_of_dbt_is_content_with_nothing(night: NightHere):
    assert night.verloop.niet_gebouwd == {}
    assert night.verloop.mislukte_stappen == []


def test_the_demo_was_not_written_into_it(night: NightHere):
    assert list(night.verloop.settings.landing.iterdir()) == []
