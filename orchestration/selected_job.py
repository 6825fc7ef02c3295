"""The nightly job over what a load has to touch, as Dagster's selection of assets and checks.

Belongs here: from a `Keuze` to asset keys. Does not belong here: what has to be touched (`orchestration.selection`).
"""

from __future__ import annotations

from collections.abc import Iterable

import dagster as dg
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph

from orchestration.built import BASED_ON
from orchestration.dbt import CLOSING_DOMAIN, DOMAINS, LEDGER_KEY, manifest, published_key, translator
from orchestration.report_assets import REPORT_ASSETS
from orchestration.selection import Keuze, domains_of, nodes_to_build
from orchestration.status_checks import STATUS
from orchestration.verband_assets import VERBANDEN_KEY
from sources.contract import load_contracts

JOB = "nightly"


def selected_assets(keuze: Keuze) -> set[dg.AssetKey]:
    """The assets that a load makes. The ledger is always handed over and a set always closed: every night has its
    account, also of nothing new."""
    contracts, project = load_contracts(), manifest()
    nodes = nodes_to_build(project, keuze, contracts)
    feeds = {dg.AssetKey([c.bron, c.feed]) for c in contracts if c.sleutel in keuze.feeds}
    models = {translator().get_asset_key(project["nodes"][node]) for node in nodes}
    domains = {published_key(domain) for domain in (*domains_of(nodes, project, DOMAINS), CLOSING_DOMAIN)}
    return {LEDGER_KEY, *feeds, *models, *domains, *({VERBANDEN_KEY} if feeds else ())}


def selected_checks(assets: Iterable[dg.AssetKey], graph: AssetGraph) -> set[dg.AssetCheckKey]:
    """The checks of the assets, how every feed is doing today, and those of the report in the set of today."""
    chosen = {*assets, *(asset.key for asset in REPORT_ASSETS)}
    return {key for key in graph.asset_check_keys if key.asset_key in chosen or key.name == STATUS}


def requested(keuze: Keuze | None, graph: AssetGraph, run_key: str | None = None) -> dg.RunRequest:
    """The run that a schedule or a sensor asks for; of those with the same key Dagster starts one."""
    if keuze is None:
        return dg.RunRequest(run_key)
    assets = selected_assets(keuze)
    checks = selected_checks(assets, graph)
    return dg.RunRequest(run_key, asset_selection=sorted(assets), asset_check_keys=sorted(checks), tags=tags_of(keuze))


def tags_of(keuze: Keuze | None) -> dict[str, str]:
    """What a run says of where its selection comes from."""
    return {} if keuze is None else {BASED_ON: keuze.gebouwd_op}


def job_of(defs: dg.Definitions, keuze: Keuze | None) -> dg.JobDefinition:
    """The nightly job, whole or over what was chosen."""
    job = defs.resolve_job_def(JOB)
    if keuze is None:
        return job
    assets = selected_assets(keuze)
    return job.get_subset(
        asset_selection=assets, asset_check_selection=selected_checks(assets, defs.resolve_asset_graph())
    )
