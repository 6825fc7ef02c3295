"""Spark makes the same marts of the same deliveries as DuckDB, to the last bit, in a session and on a cluster.

Does not belong here: how rows are compared (`test_comparing.py`).
"""

from __future__ import annotations

import duckdb
import pytest

from orchestration.dbt import DOMAINS
from tests.spark.comparing import differences
from tests.spark.spark import WORKERS, Built, dbt_on_spark
from tests.support.night import Night

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def marts(demo_night: Night) -> list[tuple[str, str]]:
    """Schema and name of every table of the domains, as DuckDB made them."""
    with duckdb.connect(str(demo_night.home / "warehouse" / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            f" WHERE table_catalog = 'warehouse' AND table_schema IN {DOMAINS} ORDER BY ALL"
        ).fetchall()


def _compared(demo_night: Night, built: Built, marts: list[tuple[str, str]]) -> list[object]:
    warehouse = demo_night.home / "warehouse" / "warehouse.duckdb"
    return [*differences(warehouse, [(schema, name, built.files(schema, name)) for schema, name in marts])]


def test_every_mart_is_the_same_on_a_session(demo_night: Night, on_session: Built, marts: list[tuple[str, str]]):
    assert {schema for schema, _ in marts} == set(DOMAINS)
    assert _compared(demo_night, on_session, marts) == []
    assert set(on_session.tasks) == {"driver"}


def test_a_second_build_counts_nothing_again(on_session: Built):
    before = _component_rows(on_session)
    again = dbt_on_spark(on_session.home, "run", "--select", "config.materialized:incremental")
    assert _component_rows(again) == before
    assert all(before.values())


def test_every_mart_is_the_same_on_a_cluster(demo_night: Night, on_cluster: Built, marts: list[tuple[str, str]]):
    assert _compared(demo_night, on_cluster, marts) == []
    assert len(on_cluster.tasks) == WORKERS
    assert min(on_cluster.tasks.values()) > 0
    assert "driver" not in on_cluster.tasks


def _component_rows(built: Built) -> dict[str, int]:
    """How many rows every table of components holds."""
    folder = built.home / "spark" / "warehouse" / "intermediate.db"
    tables = [path.name for path in sorted(folder.glob("int_component__*"))]
    return {
        name: duckdb.sql(f"SELECT count(*) FROM '{built.files('intermediate', name)}'").fetchall()[0][0]
        for name in tables
    }
