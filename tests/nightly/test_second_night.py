"""A night on which nothing new arrived: nothing is loaded, no figure changes, and an analyst who works on does not notice."""

from __future__ import annotations

import json
from concurrent.futures import Future
from pathlib import Path

import pytest
from dagster import DagsterEventType, DagsterInstance

from tests.nightly.nights import Second
from tests.support.night import Night
from tests.support.night_here import NightHere


@pytest.fixture(scope="module")
def watched(second_night_under_way: Future[Second]) -> Second:
    return second_night_under_way.result()


@pytest.fixture(scope="module")
def second(watched: Second) -> NightHere:
    return watched.night


@pytest.fixture(scope="module")
def quiet(watched: Second) -> NightHere:
    return watched.quiet


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


def test_a_new_set_is_published_and_the_ones_before_stay_for_whoever_reads_them(
    second: NightHere, quiet: NightHere, demo_night: Night
):
    sets = {path.name for path in (second.home / "publications").iterdir()}
    assert sets == {demo_night.home.joinpath("published").resolve().name, second.published.name, quiet.published.name}
    for night in (second, quiet):
        manifest = json.loads((night.published / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["run_id"] == night.verloop.run_id == night.published.name


class TestTheNightAfter:
    """No file looks otherwise than when it was read, so only what follows the day is made anew."""

    def test_it_ends_as_well_with_status_0(self, quiet: NightHere):
        assert (quiet.status, quiet.verloop.overgenomen, quiet.verloop.niet_gebouwd) == (0, [], {})
        assert "Geen nieuwe leveringen." in quiet.summary

    def test_dagster_runs_five_steps_and_tells_how_every_feed_and_the_report_are_doing(self, quiet: NightHere):
        with DagsterInstance.from_config(str(quiet.home / "dagster")) as instance:
            events = instance.all_logs(quiet.verloop.run_id)
        told = [entry.dagster_event for entry in events if entry.dagster_event is not None]
        assert {event.step_key for event in told if event.is_step_success} == {
            "ledger", "dbt", "published__kwaliteit", "bronstatus", "rapport",
        }  # fmt: skip
        judged = [event for event in told if event.event_type == DagsterEventType.ASSET_CHECK_EVALUATION]
        assert sum(event.event_specific_data.check_name == "status" for event in judged) > 40

    def test_every_table_is_there_and_says_what_it_said(self, quiet: NightHere, second: NightHere):
        tables = "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name <> 'publicatie' ORDER BY ALL"
        assert quiet.ask(tables) == second.ask(tables)
        for table in quiet.ask(tables):
            everything = f"SELECT * FROM {table['schema_name']}.{table['table_name']} ORDER BY ALL"
            assert quiet.ask(everything) == second.ask(everything), table

    def test_only_the_status_of_the_feeds_was_written_anew(self, quiet: NightHere, second: NightHere):
        anew = quiet.ask(f"SELECT domein, tabel FROM publicatie.tabel WHERE run_id = '{quiet.verloop.run_id}'")
        assert anew == [{"domein": "kwaliteit", "tabel": "mart_bronstatus"}]

    def test_files_of_tables_that_did_not_change_are_those_of_the_set_before(self, quiet: NightHere, second: NightHere):
        files = sorted(path.relative_to(quiet.published) for path in (quiet.published / "parquet").rglob("*.parquet"))
        other = [str(file) for file in files if not (quiet.published / file).samefile(second.published / file)]
        assert other == ["parquet/kwaliteit/mart_bronstatus.parquet"]

    def test_the_report_is_file_for_file_that_of_the_first_night(self, quiet: NightHere, demo_night: Night):
        for part in ("rapport", "opendata"):
            files = [path.relative_to(quiet.published) for path in (quiet.published / part).rglob("*.*")]
            assert files
            assert all((quiet.published / f).read_bytes() == (demo_night.published / f).read_bytes() for f in files)

    def test_data_docs_are_the_files_of_the_set_before(self, quiet: NightHere, second: NightHere):
        paths = [path for path in (quiet.published / "datadocs").rglob("*") if path.is_file()]
        files = [path.relative_to(quiet.published) for path in paths]
        assert any(file.suffix == ".html" for file in files)
        assert all((quiet.published / file).samefile(second.published / file) for file in files)

    def test_the_set_says_which_run_built_each_domain(self, quiet: NightHere, second: NightHere):
        manifest = json.loads((quiet.published / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["domeinen"] == {
            "financien": second.verloop.run_id,
            "indicatoren": second.verloop.run_id,
            "kwaliteit": quiet.verloop.run_id,
        }
