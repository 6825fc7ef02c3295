"""How Dagster's own account of a run is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.storage.event_log.sqlite import sqlite_event_log

from orchestration.dagster_history import keep_engines


@dg.asset
def something() -> None:
    """Nothing to it."""


def test_all_events_of_a_run_go_through_one_engine_per_file_and_none_is_lost(tmp_path: Path):
    keep_engines()
    keep_engines()
    engines: Any = sqlite_event_log
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        result = dg.materialize([something], instance=instance)
        kept = [entry.dagster_event_type for entry in instance.all_logs(result.run_id)]
        assert instance.get_latest_materialization_event(something.key) is not None
    assert (len(kept) > 5, kept[-1]) == (True, dg.DagsterEventType.RUN_SUCCESS)
    files = {url.rpartition("/")[2] for url in engines.create_engine.kept if str(tmp_path) in url}
    assert files == {f"{result.run_id}.db", "index.db"}
