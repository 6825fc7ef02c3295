"""What Dagster says of a feed is what the published account says of it."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.status_checks import STATUSES, Bronstatus, check_results, read_status, status_counts
from sources.contract import load_contracts
from tests.nightly.town import TROUBLE, Town
from tests.support.marts import publish, write_marts
from tests.support.night import Night
from tests.support.night_here import NightHere, surroundings

TODAY = date(2025, 2, 10)
SSD, PUBLISHED = dg.AssetKey(["ssd", "uitkeringen"]), dg.AssetKey(["published", "kwaliteit"])
WORLD = [
    {"feed": "uitkeringen", "gemeente_code": "GM0153"},
    {"feed": "uitkeringen", "gemeente_code": "GM0141", "status": "kapot", "reden": "Afgebroken.", "advies": "Bel SSD.",
     "verwacht_voor": date(2025, 2, 9)},
    {"feed": "voorzieningen", "status": "te_laat", "reden": "Verwacht op 9 februari.", "verwacht_voor": date(2025, 2, 9)},
    {"feed": "inkomenstoeslagen", "status": "deels", "reden": "3 rijen apart.", "verwacht_voor": date(2025, 2, 10)},
    {"bron": "menzis", "feed": "garantverzorgd", "status": "ontbreekt", "reden": "Nooit geleverd.",
     "laatste_peildatum": None, "sinds": None},
]  # fmt: skip


@pytest.fixture
def marts(tmp_path: Path) -> Path:
    return write_marts(tmp_path / "marts.duckdb", mart_bronstatus=WORLD)


def results(rows: list[Bronstatus]) -> dict[str, dg.AssetCheckResult]:
    return {key.to_user_string(): result for key, result in check_results(rows, TODAY)}


def told(result: dg.AssetCheckResult) -> dict[str, Any]:
    return {name: value.value for name, value in result.metadata.items()}


def test_a_feed_passes_only_when_every_municipality_is_goed(marts: Path):
    rows = read_status(marts)
    assert {name: result.passed for name, result in results(rows).items()} == {
        "ssd/uitkeringen": False, "ssd/voorzieningen": False, "ssd/inkomenstoeslagen": False, "menzis/garantverzorgd": False,
    }  # fmt: skip
    sound = [row for row in rows if row.status == "goed"]
    assert results(sound)["ssd/uitkeringen"].passed
    assert results(sound)["ssd/uitkeringen"].description is None


def test_only_a_broken_feed_is_an_error(marts: Path):
    severities = {name: result.severity.value for name, result in results(read_status(marts)).items()}
    assert severities == {
        "ssd/uitkeringen": "ERROR", "ssd/voorzieningen": "WARN", "ssd/inkomenstoeslagen": "WARN", "menzis/garantverzorgd": "WARN",
    }  # fmt: skip


def test_it_says_why_and_what_to_do_of_the_municipalities_that_need_somebody(marts: Path):
    result = results(read_status(marts))["ssd/uitkeringen"]
    assert result.description == "GM0141 kapot: Afgebroken. Bel SSD."


def test_days_are_those_of_the_municipality_that_does_worst_with_the_others_beside_it(marts: Path):
    shown = told(results(read_status(marts))["ssd/uitkeringen"])
    assert (shown["status"], shown["verwacht_voor"], shown["laatste_peildatum"]) == (
        "kapot",
        "2025-02-09",
        "2024-12-31",
    )
    assert list(shown["gemeenten"]) == ["GM0141", "GM0153"]
    assert shown["gemeenten"]["GM0153"]["status"] == "goed"
    assert shown["aantal_gemeenten"] == 2


def test_a_feed_that_never_delivered_has_no_days(marts: Path):
    shown = told(results(read_status(marts))["menzis/garantverzorgd"])
    assert (shown["sinds"], shown["laatste_peildatum"], shown["verwacht_voor"]) == ("onbekend", "geen", "geen verwacht")


@pytest.mark.parametrize(
    ("feed", "op_tijd"),
    [
        ("ssd/uitkeringen", "nee: GM0141"),
        ("ssd/voorzieningen", "nee: GM0153"),
        ("ssd/inkomenstoeslagen", "ja"),
        ("menzis/garantverzorgd", "nee: GM0153"),
    ],
)
def test_whether_it_is_on_time_is_told_beside_what_else_is_wrong(marts: Path, feed: str, op_tijd: str):
    assert told(results(read_status(marts))[feed])["op_tijd"] == op_tijd


def test_since_is_the_day_on_which_it_was_here_as_the_dashboard_says_it():
    late_at_night = datetime(2025, 1, 20, 23, 30)
    row = Bronstatus("ssd", "uitkeringen", "GM0153", "kapot", late_at_night, None, None, "Afgebroken.", None)
    ((_, result),) = check_results([row], TODAY)
    assert told(result)["sinds"] == "2025-01-21"


def test_of_many_municipalities_only_the_worst_are_listed():
    rows = [
        Bronstatus("ssd", "uitkeringen", f"GM{n:04d}", "goed", datetime(2025, 1, 1), None, None, "Goed.", None)
        for n in range(340)
    ]
    rows[300] = Bronstatus("ssd", "uitkeringen", "GM0300", "deels", None, None, None, "Deels.", None)
    shown = told(results(rows)["ssd/uitkeringen"])
    assert next(iter(shown["gemeenten"])) == "GM0300"
    assert (len(shown["gemeenten"]), shown["aantal_gemeenten"]) == (20, 340)


def test_the_counts_name_every_status_also_those_of_no_feed(marts: Path):
    assert status_counts(read_status(marts)) == {
        "feeds_goed": 1, "feeds_deels": 1, "feeds_te_laat": 1, "feeds_ontbreekt": 1, "feeds_kapot": 1,
    }  # fmt: skip
    assert set(status_counts([]).values()) == {0}


def test_before_anything_was_published_there_is_nothing_to_say(tmp_path: Path):
    assert read_status(tmp_path / "marts.duckdb") == []


def evaluations(home: Path, selection: dg.AssetSelection | None = None) -> dict[str, bool]:
    from orchestration.status_checks import bronstatus

    with surroundings(home, DWH_TODAY="2025-02-10"), dg.DagsterInstance.ephemeral() as instance:
        defs = dg.Definitions(
            asset_checks=[bronstatus],
            jobs=[dg.define_asset_job("checks", selection=selection or dg.AssetSelection.checks(bronstatus))],
        )
        result = defs.resolve_job_def("checks").execute_in_process(instance=instance)
    assert result.success
    return {one.asset_key.to_user_string(): one.passed for one in result.get_asset_check_evaluations()}


def test_dagster_gets_a_check_of_every_feed_that_is_published(definitions: object, tmp_path: Path):
    home = publish(tmp_path / "home", "run", mart_bronstatus=WORLD)
    assert evaluations(home) == {
        name: result.passed for name, result in results(read_status(home / "published" / "marts.duckdb")).items()
    }


def test_one_feed_can_be_asked_alone(definitions: object, tmp_path: Path):
    home = publish(tmp_path / "home", "run", mart_bronstatus=WORLD)
    assert evaluations(home, dg.AssetSelection.checks_for_assets(SSD)) == {"ssd/uitkeringen": False}


def test_the_checks_pass_without_a_published_set(definitions: object, tmp_path: Path):
    assert evaluations(tmp_path / "home") == {}


def told_by_dagster(home: Path, run_id: str) -> tuple[dict[str, bool], dict[str, Any]]:
    """Of one night the checks of the feeds, and the metadata of the set that it published."""
    with surroundings(home):
        from orchestration.settings import Settings

        Settings.from_env().export()
        with dg.DagsterInstance.get() as instance:
            checks = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
            sets = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION).records
    evaluated = [record.event_log_entry.dagster_event.asset_check_evaluation_data for record in checks]
    (published,) = [one.asset_materialization for one in sets if one.asset_key == PUBLISHED]
    return (
        {one.asset_key.to_user_string(): one.passed for one in evaluated if one.check_name == "status"},
        {name: value.value for name, value in published.metadata.items()},
    )


def assert_dagster_agrees(night: Night | NightHere) -> dict[str, bool]:
    passed, metadata = told_by_dagster(night.home, night.published.name)
    rows = night.ask("SELECT bron || '/' || feed AS feed, status FROM kwaliteit.mart_bronstatus")
    assert passed == {
        feed: all(row["status"] == "goed" for row in rows if row["feed"] == feed)
        for feed in {row["feed"] for row in rows}
    }
    for status in STATUSES:
        assert metadata[f"feeds_{status}"] == sum(row["status"] == status for row in rows)
    return passed


def test_after_a_night_dagster_agrees_with_what_was_published(demo_night: Night):
    assert assert_dagster_agrees(demo_night) == {contract.sleutel: True for contract in load_contracts()}


def test_while_feeds_are_in_trouble_dagster_agrees_and_after_it_was_put_right_too(town_under_way: Future[Town]):
    town = town_under_way.result()
    wrong = {feed for feed, passed in assert_dagster_agrees(town.second).items() if not passed}
    assert wrong == TROUBLE.keys()
    assert all(assert_dagster_agrees(town.fourth).values())
