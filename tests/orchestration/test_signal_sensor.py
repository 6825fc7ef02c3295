"""Loads that Dagster's daemon starts are told of too, by sensors that say the same as the command, and never twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from pytest_httpserver import HTTPServer

from orchestration.afloop import Afloop
from orchestration.settings import Settings
from orchestration.signal_sensor import OFF, PASSED, signal_sensors
from orchestration.signals import tell
from tests.support.marts import publish
from tests.support.night_here import surroundings

JOB = dg.define_asset_job("nightly")
AFTER_LOAD, AFTER_FAILURE = signal_sensors(JOB)


@pytest.fixture
def home(tmp_path: Path, httpserver: HTTPServer) -> Iterator[Path]:
    httpserver.expect_request("/haak").respond_with_data("aangenomen")
    (tmp_path / "landing").mkdir()
    with surroundings(tmp_path, DWH_SIGNAAL=f"json://127.0.0.1:{httpserver.port}/haak"):
        yield tmp_path


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as found:
        yield found


def run(instance: dg.DagsterInstance, *, breaks: bool = False) -> dg.ExecuteInProcessResult:
    """One run of a job of that name, as the daemon leaves it behind; one that breaks quotes a row."""

    @dg.asset
    def stap() -> None:
        if breaks:
            raise ValueError("Testnaam 990000042")

    job = dg.Definitions(assets=[stap], jobs=[JOB]).resolve_job_def("nightly")
    return job.execute_in_process(instance=instance, raise_on_error=False)


def look(sensor: Any, instance: dg.DagsterInstance, result: dg.ExecuteInProcessResult) -> dg.SkipReason | None:
    """What the sensor does when it sees the end of a run."""
    context = dg.build_run_status_sensor_context(
        sensor_name=sensor.name,
        dagster_instance=instance,
        dagster_run=result.dagster_run,
        dagster_event=result.all_events[-1],
    )
    return sensor(context if sensor is AFTER_LOAD else context.for_run_failure())


def told(server: HTTPServer) -> list[dict[str, Any]]:
    return [json.loads(request.data) for request, _ in server.log]


def test_both_are_on_and_watch_the_nightly_alone():
    for sensor in (AFTER_LOAD, AFTER_FAILURE):
        assert sensor.default_status == dg.DefaultSensorStatus.RUNNING


def test_a_load_is_told_of_and_told_of_once(home: Path, instance: dg.DagsterInstance, httpserver: HTTPServer):
    result = run(instance)
    publish(home, result.run_id, mart_bronstatus=[{}])
    assert look(AFTER_LOAD, instance, result) is None
    publish(home, result.run_id, mart_bronstatus=[{"status": "te_laat", "reden": "Nog niets."}])
    look(AFTER_LOAD, instance, result)
    look(AFTER_LOAD, instance, result)
    assert [message["title"].partition(" (")[0] for message in told(httpserver)] == [
        "Datawarehouse: vanaf nu volgt hier wat er verandert",
        "Datawarehouse: 1 slechter",
    ]


def test_what_the_command_told_of_the_sensor_does_not_tell_again(
    home: Path, instance: dg.DagsterInstance, httpserver: HTTPServer
):
    result = run(instance)
    publish(home, result.run_id, mart_bronstatus=[{"status": "te_laat"}])
    tell(Settings.from_env(), Afloop(result.run_id))
    look(AFTER_LOAD, instance, result)
    assert len(told(httpserver)) == 1


def test_a_load_that_failed_is_told_of_by_the_kind_of_its_error_alone(
    home: Path, instance: dg.DagsterInstance, httpserver: HTTPServer
):
    publish(home, "eerder", mart_bronstatus=[{}])
    look(AFTER_FAILURE, instance, run(instance, breaks=True))
    (message,) = told(httpserver)
    assert "De lading: niets gepubliceerd. Stap stap: ValueError." in message["message"]
    assert "Testnaam" not in json.dumps(message)


def test_a_load_that_a_later_one_passed_says_nothing_any_more(
    home: Path, instance: dg.DagsterInstance, httpserver: HTTPServer
):
    first, second = run(instance), run(instance)
    publish(home, second.run_id, mart_bronstatus=[{}])
    outcome = look(AFTER_LOAD, instance, first)
    assert outcome is not None
    assert outcome.skip_message == PASSED
    assert told(httpserver) == []


def test_without_a_channel_it_says_so_in_the_ui_and_nothing_else(tmp_path: Path, instance: dg.DagsterInstance):
    with surroundings(tmp_path):
        outcome = look(AFTER_LOAD, instance, run(instance))
    assert outcome is not None
    assert outcome.skip_message == OFF


def test_a_message_that_could_not_be_sent_is_told_in_the_ui(
    home: Path, instance: dg.DagsterInstance, httpserver: HTTPServer
):
    httpserver.clear()
    httpserver.expect_request("/haak").respond_with_data("", status=503)
    result = run(instance)
    publish(home, result.run_id, mart_bronstatus=[{}])
    outcome = look(AFTER_LOAD, instance, result)
    assert outcome is not None
    assert "json, 127.0.0.1" in (outcome.skip_message or "")
