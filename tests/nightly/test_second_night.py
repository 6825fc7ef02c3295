"""A night on which nothing new arrived: nothing is loaded, no figure changes, and an analyst who works on does not notice."""

from __future__ import annotations

import json
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.nightly.nights import Second
from tests.support.night import Night
from tests.support.night_here import NightHere


@pytest.fixture(scope="module")
def watched(second_night_under_way: Future[Second]) -> Second:
    return second_night_under_way.result()


@pytest.fixture(scope="module")
def second(watched: Second) -> NightHere:
    return watched.night


def test_an_analyst_who_keeps_asking_never_errs_and_sees_one_set_and_then_the_other(watched: Second, demo_night: Night):
    assert watched.analyst.faults == []
    assert watched.analyst.values == [
        demo_night.home.joinpath("published").resolve().name,
        watched.night.verloop.run_id,
    ]
    assert watched.analyst.reads > 50


def test_it_ends_with_status_0_and_says_that_nothing_was_new(second: NightHere):
    assert second.status == 0
    assert "Geen nieuwe leveringen." in second.summary


def test_no_delivery_is_loaded_twice(second: NightHere, demo_night: Night):
    everything = "SELECT * FROM kwaliteit.fct_levering ORDER BY levering_id"
    assert second.ask(everything) == demo_night.ask(everything), "the run that loaded them included"


def test_nothing_is_written_to_raw(second: NightHere, demo_night: Night):
    def raw(home: Path) -> dict[str, int]:
        return {str(path.relative_to(home)): path.stat().st_mtime_ns for path in (home / "raw").rglob("*.parquet")}

    assert raw(second.home) == raw(demo_night.home)


@pytest.mark.parametrize(
    "table",
    ["fct_indicator", "fct_component", "mart_aansluiting", "mart_indicatorscore", "dim_indicator", "dim_gemeente"],
)
def test_no_figure_changes(second: NightHere, demo_night: Night, table: str):
    everything = f"SELECT * FROM indicatoren.{table} ORDER BY ALL"
    assert second.ask(everything) == demo_night.ask(everything)


def test_no_check_is_judged_again_but_whether_cbs_answers(second: NightHere):
    rows = second.ask(
        "SELECT DISTINCT regel FROM kwaliteit.fct_controle WHERE run_id <> (SELECT min(run_id) FROM kwaliteit.fct_levering)"
    )
    assert rows == [{"regel": "bereikbaar"}]


def test_a_new_set_is_published_and_the_one_before_stays_for_whoever_reads_it(second: NightHere, demo_night: Night):
    sets = {path.name for path in (second.home / "publications").iterdir()}
    assert sets == {demo_night.home.joinpath("published").resolve().name, second.verloop.run_id}
    manifest = json.loads((second.home / "published" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["run_id"] == second.verloop.run_id
