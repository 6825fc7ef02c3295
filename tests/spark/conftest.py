"""The demo's deliveries, built on Spark in the two ways that docs/cluster.md tells of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spark import spark
from tests.support.night import Night


@pytest.fixture(scope="session")
def _spark_needed() -> None:
    if reason := spark.missing():
        pytest.skip(reason)


@pytest.fixture(scope="session")
def on_session(_spark_needed: None, demo_night: Night, tmp_path_factory: pytest.TempPathFactory) -> spark.Built:
    """Everything dbt makes and tests, in a Spark session of dbt's own process."""
    home = spark.deliveries_of(demo_night.home, tmp_path_factory.mktemp("session") / "home")
    return spark.dbt_on_spark(home, "build", "--exclude-resource-type", "unit_test")


@pytest.fixture(scope="session")
def on_cluster(_spark_needed: None, demo_night: Night, tmp_path_factory: pytest.TempPathFactory) -> spark.Built:
    """Every seed and model, on a master with two workers; files by address and the catalog elsewhere, as with an object store."""
    folder: Path = tmp_path_factory.mktemp("cluster")
    home = spark.deliveries_of(demo_night.home, folder / "home")
    with spark.standalone_cluster(folder) as master:
        return spark.dbt_on_spark(
            home, "build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test",
            DWH_HOME=home.as_uri(), DWH_SPARK_MASTER=master,
            DWH_SPARK_METASTORE=f"jdbc:derby:;databaseName={folder / 'catalog'};create=true",
        )  # fmt: skip
