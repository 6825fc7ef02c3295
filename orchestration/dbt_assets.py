"""The dbt models as Dagster assets, in one step; dbt's tests are their checks."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
from dagster_dbt import dbt_assets
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from orchestration.built import BASED_ON, begin
from orchestration.dbt import CLOSING_DOMAIN, PROJECT_DIR, manifest, published_tables, translator
from orchestration.dbt_build import build
from orchestration.dbt_outcome import DomeinNietGebouwd, broken_domains, failed_nodes, forget, remember
from orchestration.settings import Settings
from sources.whole_file import remove_stillborn

log = logging.getLogger("dwh.dbt")


class Dbt(dg.ConfigurableResource):
    """The dbt project that is built; it writes nothing in the source tree."""

    project_dir: str = str(PROJECT_DIR)


def dbt_target() -> Path:
    """Where dbt leaves its manifest and we the account of its last build."""
    return Path(os.environ["DBT_TARGET_PATH"])


@dbt_assets(manifest=manifest(), name="dbt", dagster_dbt_translator=translator(), op_tags={"dagster/priority": "5"})
def dbt_models(context: dg.AssetExecutionContext, dbt: Dbt) -> Iterator[object]:
    """The selected models with their data tests, in one dbt build.

    What fails leaves out what is made of it and stops nothing else: the step goes on, the domain is not published, and
    the check on the closed set says so. The step fails when nothing can be published: dbt itself broke, or the closing
    domain cannot be built.
    """
    settings = Settings.from_env()
    settings.fix_today()
    target = dbt_target()
    forget(target)
    selected = _selected(context)
    begin(settings.warehouse, context.run_id, context.run.tags.get(BASED_ON, "") if selected else None)
    remove_stillborn(settings.warehouse / "warehouse.duckdb")
    bouw = build(Path(dbt.project_dir), selected)
    remember(target, bouw.statussen)
    for event in bouw.events:
        yield from DbtCoreCliEventMessage(event, {}).to_default_asset_events(manifest(), translator(), context, target)
    failed = failed_nodes(target)
    if bouw.fout is not None and not failed:
        raise bouw.fout
    for node in failed:
        log.error("dbt: %s is mislukt; zie logs/nightly.log onder DWH_HOME", node)
    if bouw.machine:
        log.error("dbt: %s", bouw.machine)
    broken = broken_now()
    if CLOSING_DOMAIN in broken:
        raise DomeinNietGebouwd(CLOSING_DOMAIN, broken[CLOSING_DOMAIN], bouw.machine)


def _selected(context: dg.AssetExecutionContext) -> list[str]:
    """The models that a run is about and the sources that they read, with whose tests they belong, as dbt selects them;
    nothing when it is about all of them."""
    chosen = context.selected_asset_keys
    if chosen == set(context.assets_def.node_keys_by_output_name.values()):
        return []
    nodes = [node for node in manifest()["nodes"].values() if node["resource_type"] in ("model", "seed")]
    built = [node for node in nodes if translator().get_asset_key(node) in chosen]
    read = {parent for node in built for parent in node["depends_on"].get("nodes", ()) if parent.startswith("source.")}
    sources = {f"source:{'.'.join(parent.split('.')[2:])}" for parent in read if ".state." not in parent}
    return sorted({*(node["name"] for node in built), *sources})


def broken_now() -> dict[str, list[str]]:
    """What the last dbt build broke, per domain."""
    return broken_domains(failed_nodes(dbt_target()), manifest(), published_tables())
