"""Publication as Dagster assets: one per domain.

The domain `kwaliteit` closes the set: it needs only the ledger, so it can be built when everything else broke, and a
set is never published without the account of its own quality. It runs last; a domain that did not make it keeps the
tables of the set before.
"""

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import dagster as dg
import duckdb

from expectations.datadocs import build_data_docs
from orchestration.built import finish, project_fingerprint
from orchestration.dbt import CLOSING_DOMAIN, DOMAINS, manifest, marts, published_key
from orchestration.dbt_assets import broken_now
from orchestration.dbt_docs import add_dbt_docs
from orchestration.dbt_outcome import DomeinNietGebouwd
from orchestration.made_of import digest_of_tables, tables_read
from orchestration.publication import Publicatie
from orchestration.publication_tables import Tabel
from orchestration.quality_pages import DATA_DOCS, add_quality_pages, data_docs_to_copy
from orchestration.report_assets import materialized
from orchestration.report_pages import report_beside
from orchestration.settings import Settings
from orchestration.status_checks import read_status, status_counts
from reporting.dashboard.run import Run

log = logging.getLogger("dwh.publicatie")

ALL_BUILT = "alle_domeinen_gebouwd"
"""The check that says whether a set holds this night's tables of every domain."""


def _key(node: Mapping[str, Any]) -> dg.AssetKey:
    return dg.AssetKey([node["schema"], node["name"]])


def published_domain(domain: str) -> dg.AssetsDefinition:
    """The asset that copies the marts of a domain into the set in the making."""

    @dg.asset(
        key=published_key(domain),
        group_name="published",
        deps=[_key(node) for node in marts(domain).values()],
        description=f"De tabellen van het schema {domain} in de set die klaarligt.",
        kinds={"duckdb", "parquet"},
        op_tags={"dagster/priority": "1"},
    )
    def published(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        settings = Settings.from_env()
        if broken := broken_now().get(domain):
            raise DomeinNietGebouwd(domain, broken)
        counts = _publicatie(settings, context).add_domain(domain, _tables(domain, context), _warehouse(settings))
        return dg.MaterializeResult(metadata=dict(counts))

    return published


@dg.asset(
    key=published_key(CLOSING_DOMAIN),
    group_name="published",
    deps=[_key(node) for node in marts(CLOSING_DOMAIN).values()],
    description="Sluit de set: kwaliteit, Data Docs, Parquet en manifest, en wisselt haar als een geheel in.",
    kinds={"duckdb", "parquet"},
    op_tags={"dagster/priority": "-10"},
    check_specs=[dg.AssetCheckSpec(ALL_BUILT, asset=published_key(CLOSING_DOMAIN))],
)
def published_kwaliteit(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Close the set and swap it in."""
    settings = Settings.from_env()
    broken = broken_now()
    publicatie = _publicatie(settings, context)
    publicatie.add_domain(CLOSING_DOMAIN, _tables(CLOSING_DOMAIN, context), _warehouse(settings))
    carried = publicatie.carry_over(tuple(domain for domain in DOMAINS if _made_by(context, published_key(domain))))
    site, quality = settings.warehouse / DATA_DOCS, settings.warehouse / "kwaliteit"
    run = Run(context.run_id, settings.today, datetime.now(UTC), settings.demo, broken, carried)
    told = partial(_explain, context)

    def made_of() -> str:
        return digest_of_tables(publicatie.marts, tables_read(manifest()), run, project_fingerprint())

    with report_beside(publicatie, settings.published, run, made_of, settings.warehouse, told) as report:
        pages = build_data_docs(settings.verslagen, site)
        missing = add_quality_pages(publicatie.marts, quality, run, told)
        missing |= add_dbt_docs(publicatie.folder / "dbtdocs", told)
        verslag = report()
    broken = {**broken, **missing, **verslag.mislukt}
    # Made anew each night, but for workbooks that are replaced and never written in.
    publicatie.share("kwaliteit", quality)
    account = _account(settings) | {"niet_gebouwd": broken, "overgenomen": carried} | verslag.manifest
    folder = publicatie.close(data_docs_to_copy(publicatie, settings.published, site), account)
    for made in materialized(verslag.gemaakt) if verslag.gemaakt else ():
        context.log_event(made)
    if not broken and not carried:
        finish(settings.warehouse, settings.state, context.run_id)
    log.info("gepubliceerd: %s", folder.name)
    counts = status_counts(read_status(folder / "marts.duckdb"))
    return dg.MaterializeResult(
        metadata={"set": folder.name, "datadocs": pages, "overgenomen": ", ".join(carried) or "geen", **counts},
        check_results=[dg.AssetCheckResult(passed=not broken, check_name=ALL_BUILT, metadata=_told(broken))],
    )


def _explain(context: dg.AssetExecutionContext, text: str) -> None:
    """To Dagster, and to what this process prints: `dwh nightly` keeps that in logs/nightly.log."""
    context.log.error(text)
    sys.stdout.write(f"\n{text}")


def _told(broken: Mapping[str, list[str]]) -> dict[str, str]:
    return {domain: ", ".join(failed) for domain, failed in broken.items()}


def _publicatie(settings: Settings, context: dg.AssetExecutionContext) -> Publicatie:
    """A run of a part of the tables changes a part of the set that counts."""
    whole = all(_made_by(context, _key(node)) for domain in DOMAINS for node in marts(domain).values())
    return Publicatie(
        settings.home, context.run_id, op_vorige=not whole and (settings.published / "marts.duckdb").exists()
    )


def _made_by(context: dg.AssetExecutionContext, key: dg.AssetKey) -> bool:
    """Whether an asset is part of this run."""
    return key in context.job_def.asset_layer.selected_asset_keys


def _tables(domain: str, context: dg.AssetExecutionContext) -> list[Tabel]:
    """The tables of a domain that this run builds."""
    return [
        Tabel(node["schema"], node.get("alias") or name, node.get("description", ""), _columns(node))
        for name, node in marts(domain).items()
        if _made_by(context, _key(node))
    ]


def _columns(node: Mapping[str, Any]) -> dict[str, str]:
    return {name: column.get("description", "") for name, column in node["columns"].items()}


def _warehouse(settings: Settings) -> Any:
    return settings.warehouse / "warehouse.duckdb"


def _account(settings: Settings) -> dict[str, Any]:
    """What the set was made of: every delivery that was ever judged, with its hash."""
    with duckdb.connect() as con:
        relation = con.read_parquet(str(settings.state / "levering.parquet"))
        names = (
            "levering_id",
            "bestandsnaam",
            "sha256",
            "bron",
            "feed",
            "gemeente_code",
            "peildatum",
            "volgnummer",
            "ontvangen_op",
            "status",
            "synthetisch",
        )
        rows = relation.filter("status <> 'wacht'").project(", ".join(names)).order("levering_id").fetchall()
    deliveries = [dict(zip(names, row, strict=True)) for row in rows]
    return {
        "vandaag": settings.today.isoformat(),
        "demo": settings.demo,
        "synthetisch": any(d["synthetisch"] for d in deliveries),
        "leveringen": deliveries,
    }


PUBLISHED_ASSETS = [*(published_domain(domain) for domain in DOMAINS if domain != CLOSING_DOMAIN), published_kwaliteit]
