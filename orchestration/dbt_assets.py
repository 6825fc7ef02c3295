"""The dbt models as Dagster assets, in one step; dbt's tests are their checks."""

import logging
import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets
from dagster_dbt.compat import DBT_PYTHON_VERSION

from orchestration.dbt import CLOSING_DOMAIN, PROJECT_DIR, Translator, dbt_executable, manifest, published_tables
from orchestration.dbt_outcome import DomeinNietGebouwd, broken_domains, failed_nodes, forget
from orchestration.settings import Settings

log = logging.getLogger("dwh.dbt")


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


def dbt_target() -> Path:
    """Where dbt leaves its manifest and the account of its last build."""
    return Path(os.environ["DBT_TARGET_PATH"])


@dbt_assets(manifest=manifest(), name="dbt", dagster_dbt_translator=Translator(), op_tags={"dagster/priority": "5"})
def dbt_models(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[object]:
    """All seeds, models and data tests, in one dbt process.

    What fails leaves out what is made of it and stops nothing else: the step goes on, the domain is not published, and
    the check on the closed set says so. The step fails when nothing can be published: dbt itself broke and left no
    account, or the closing domain cannot be built.
    Unit tests judge the code and not the data: they belong to `make test`, and would cost a third of dbt's time each
    night.
    """
    Settings.from_env().fix_today()
    target = dbt_target()
    forget(target)
    command = ["build", "--exclude-resource-type", "unit_test"]
    invocation = dbt.cli(command, context=context, target_path=target, raise_on_error=False)
    yield from invocation.stream()
    error = invocation.get_error()
    failed = failed_nodes(target)
    if error is not None and not failed:
        raise error
    for node in failed:
        log.error("dbt: %s is mislukt; zie logs/nightly.log onder DWH_HOME", node)
    broken = broken_now()
    if CLOSING_DOMAIN in broken:
        raise DomeinNietGebouwd(CLOSING_DOMAIN, broken[CLOSING_DOMAIN])


def broken_now() -> dict[str, list[str]]:
    """What the last dbt build broke, per domain."""
    return broken_domains(failed_nodes(dbt_target()), manifest(), published_tables())
