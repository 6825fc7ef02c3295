"""Dagster's own storage on Postgres, and one Dagster over two warehouses behind code servers, as docs/cluster.md says.

Does not belong here: Spark (`tests/spark`).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cluster.dagster_servers import LOCATIONS, shared_dagster, use_postgres
from tests.cluster.postgres import Postgres
from tests.support.night import Night, copy_home, nightly

pytestmark = pytest.mark.long

_TWO_LOADS_OF_ONE_WAREHOUSE = """
WITH load AS (
    SELECT r.run_id, t.value AS warehouse, r.start_time, coalesce(r.end_time, 'infinity') AS end_time
    FROM runs AS r JOIN run_tags AS t ON t.run_id = r.run_id AND t.key = 'dwh/warehouse'
    WHERE r.start_time IS NOT NULL
)
SELECT one.run_id, other.run_id
FROM load AS one JOIN load AS other ON one.warehouse = other.warehouse AND one.run_id < other.run_id
WHERE one.start_time < other.end_time AND other.start_time < one.end_time
"""


def test_a_night_whose_history_is_on_postgres(demo_copy: Path, postgres: Postgres):
    url = postgres.new_database("nights")
    use_postgres(demo_copy / "dagster")
    before = _sizes(demo_copy / "dagster")

    night = nightly(demo_copy, DWH_DAGSTER_POSTGRES=url)

    assert night.status == 0, night.said
    ((run_id, status),) = postgres.ask("nights", "SELECT run_id, status FROM runs")
    assert (run_id, status) == (_published_by(demo_copy), "SUCCESS")
    ((steps,),) = postgres.ask("nights", "SELECT count(*) FROM event_logs WHERE dagster_event_type = 'STEP_SUCCESS'")
    assert steps > 0
    assert _sizes(demo_copy / "dagster") == before, "SQLite was written to as well"


def test_a_night_without_its_postgres_publishes_nothing_and_says_why(demo_copy: Path):
    use_postgres(demo_copy / "dagster")
    before = _published_by(demo_copy)

    night = nightly(demo_copy)

    assert night.status == 1
    assert "DWH_DAGSTER_POSTGRES" in night.said
    assert _published_by(demo_copy) == before


def test_one_dagster_loads_two_warehouses_behind_code_servers(demo_night: Night, postgres: Postgres, tmp_path: Path):
    homes = {letter: copy_home(demo_night.home, tmp_path / name) for letter, name in LOCATIONS.items()}
    for home in homes.values():
        use_postgres(home / "dagster")

    with shared_dagster(tmp_path, postgres.new_database("shared"), homes) as web:
        assets = web.assets_by_location()
        # The second load of A waits for the first; at once it would be refused, since the ledger has one writer.
        runs = [web.launch(LOCATIONS[letter]) for letter in ("A", "A", "B")]
        outcomes = [web.outcome(run_id) for run_id in runs]

    assert set(assets) == set(LOCATIONS.values())
    assert len(set(assets.values())) == 1
    assert outcomes == ["SUCCESS"] * len(runs)
    for home in homes.values():
        # The sensor may have started one more.
        own = postgres.ask("shared", f"SELECT run_id FROM run_tags WHERE key = 'dwh/warehouse' AND value = '{home}'")
        assert (_published_by(home),) in own
    at_once = postgres.ask("shared", _TWO_LOADS_OF_ONE_WAREHOUSE)
    assert at_once == []


def _published_by(home: Path) -> str:
    manifest = json.loads((home / "published" / "manifest.json").read_text(encoding="utf-8"))
    return str(manifest["run_id"])


def _sizes(folder: Path) -> dict[str, tuple[int, int]]:
    """Every database of SQLite under a folder, with its size and time of change."""
    return {str(p): (p.stat().st_size, p.stat().st_mtime_ns) for p in folder.rglob("*.db")}
