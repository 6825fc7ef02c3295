"""The dbt models as Dagster assets, one step per domain; dbt's tests are their checks."""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets
from dagster_dbt.compat import DBT_PYTHON_VERSION

from orchestration.dbt import PROJECT_DIR, Translator, dbt_executable, manifest
from orchestration.settings import Settings


class Dbt(DbtCliResource):
    """dbt as a child process, and nothing of dbt in our own: what Dagster would prepare to look into the warehouse by
    itself costs seconds a night, and is not used."""

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:  # noqa: ARG002 - as Dagster calls it
        return None

    @cached_property
    def _cli_version(self) -> Any:
        return DBT_PYTHON_VERSION


def dbt_resource(project: Path = PROJECT_DIR) -> Dbt:
    """dbt on a project, ours by default; it writes nothing in the source tree."""
    return Dbt(
        project_dir=str(project),
        profiles_dir=str(project),
        dbt_executable=dbt_executable(),
        global_config_flags=["--no-use-colors"],
    )


def domain_assets(domain: str, priority: int) -> dg.AssetsDefinition:
    """All seeds, models and data tests that carry the domain's tag.

    Unit tests judge the code and not the data: they belong to `make test`, and would cost a third of dbt's time each
    night.
    """

    @dbt_assets(
        manifest=manifest(),
        select=f"tag:{domain}",
        name=f"dbt_{domain}",
        dagster_dbt_translator=Translator(),
        op_tags={"dagster/priority": str(priority)},
    )
    def build(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[object]:
        Settings.from_env().fix_today()
        command = ["build", "--exclude-resource-type", "unit_test"]
        yield from dbt.cli(command, context=context, target_path=Path(os.environ["DBT_TARGET_PATH"])).stream()

    return build


DBT_ASSETS = [domain_assets("indicatoren", 5), domain_assets("kwaliteit", -5)]
