"""How Dagster's own account of a run is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.storage.event_log.sqlite import sqlite_event_log

from orchestration.dagster_history import kept_engines


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


def open_files(folder: Path) -> set[str]:
    """The names of the event logs under a folder that this process has open."""
    handles = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink() and path.exists()]
    return {path.name for path in handles if path.is_relative_to(folder) and path.parent.name == "runs"}
