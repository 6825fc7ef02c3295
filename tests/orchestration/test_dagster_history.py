"""How Dagster's own account of a run is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from dagster._core.storage.event_log.sqlite import sqlite_event_log

from orchestration.dagster_history import BROKEN_OFF, kept_engines, next_run


@dg.asset
def something() -> None:
    """Nothing to it."""


def test_all_events_of_a_run_go_through_one_open_connection_per_file_and_none_is_lost(tmp_path: Path):
    with kept_engines() as keeper, dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        result = dg.materialize([something], instance=instance)
        kept = [entry.dagster_event_type for entry in instance.all_logs(result.run_id)]
        assert instance.get_latest_materialization_event(something.key) is not None
        assert (len(kept) > 5, kept[-1]) == (True, dg.DagsterEventType.RUN_SUCCESS)
        files = {url.rpartition("/")[2] for url in keeper.kept}
        assert files == {f"{result.run_id}.db", "index.db"}
        assert open_files(tmp_path) >= files
    assert open_files(tmp_path) == set()


def test_afterwards_dagster_makes_its_own_engines_again_and_finds_the_history(tmp_path: Path):
    engines: Any = sqlite_event_log
    before = engines.create_engine
    with kept_engines(), dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        run_id = dg.materialize([something], instance=instance).run_id
    assert engines.create_engine is before
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        assert instance.all_logs(run_id)[-1].dagster_event_type is dg.DagsterEventType.RUN_SUCCESS


@dg.job
def night() -> None:
    """A job of which runs are begun here, and not ended."""


class TestTheLoadBefore:
    @pytest.fixture(scope="class")
    def instance(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dg.DagsterInstance]:
        with dg.DagsterInstance.local_temp(str(tmp_path_factory.mktemp("dagster"))) as instance:
            yield instance

    @pytest.fixture
    def note(self, tmp_path: Path) -> Path:
        return tmp_path / "lading"

    @pytest.mark.parametrize("status", [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTED])
    def test_that_never_ended_is_reported_failed_by_the_next_one_and_why(
        self, instance: dg.DagsterInstance, note: Path, status: dg.DagsterRunStatus
    ):
        broken_off = begun(instance, status, next_run(instance, note))
        assert next_run(instance, note) != broken_off
        assert status_of(instance, broken_off) is dg.DagsterRunStatus.FAILURE
        (entry,) = instance.all_logs(broken_off)
        assert (entry.dagster_event_type, entry.message) == (dg.DagsterEventType.RUN_FAILURE, BROKEN_OFF)

    @pytest.mark.parametrize("status", [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED])
    def test_is_all_that_is_reported_and_runs_of_others_go_on_as_they_are(
        self, instance: dg.DagsterInstance, note: Path, status: dg.DagsterRunStatus
    ):
        """Of the same job and the same warehouse: begun by Dagster's daemon, or by somebody in the UI."""
        others = [begun(instance, status) for _ in range(2)]
        begun(instance, dg.DagsterRunStatus.STARTED, next_run(instance, note))
        next_run(instance, note)
        assert [status_of(instance, run_id) for run_id in others] == [status] * 2
        assert [instance.all_logs(run_id) for run_id in others] == [[], []]

    def test_stays_as_it_ended(self, instance: dg.DagsterInstance, note: Path):
        ended = night.execute_in_process(instance=instance, run_id=next_run(instance, note)).run_id
        before = instance.all_logs(ended)
        next_run(instance, note)
        assert status_of(instance, ended) is dg.DagsterRunStatus.SUCCESS
        assert instance.all_logs(ended) == before

    @pytest.mark.parametrize("left", ["", "a run that was forgotten since", None])
    def test_leaves_nothing_to_report_where_dagster_knows_of_no_such_run(
        self, instance: dg.DagsterInstance, note: Path, left: str | None
    ):
        runs = instance.get_runs_count()
        first = next_run(instance, note)
        if left is not None:
            note.write_text(left, encoding="utf-8")
        assert next_run(instance, note) != first
        assert instance.get_runs_count() == runs


def begun(instance: dg.DagsterInstance, status: dg.DagsterRunStatus, run_id: str | None = None) -> str:
    """A run as one leaves it who did not get further."""
    return instance.create_run_for_job(night, run_id=run_id, status=status, tags={"dwh/warehouse": "here"}).run_id


def status_of(instance: dg.DagsterInstance, run_id: str) -> dg.DagsterRunStatus:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status


def open_files(folder: Path) -> set[str]:
    """The names of the event logs under a folder that this process has open."""
    handles = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink() and path.exists()]
    return {path.name for path in handles if path.is_relative_to(folder) and path.parent.name == "runs"}
