"""Publication as Dagster assets: one per domain.

The domain `kwaliteit` closes the set: it needs only the ledger, so it can be built when everything else broke, and a
set is never published without the account of its own quality. It runs last; a domain that did not make it keeps the
tables of the set before.
"""

import logging
from collections.abc import Mapping
from typing import Any

import dagster as dg
import duckdb

from expectations.datadocs import build_data_docs
from orchestration.dbt import DOMAINS, marts
from orchestration.publication import Publicatie, Tabel
from orchestration.settings import Settings

log = logging.getLogger("dwh.publicatie")

CLOSING_DOMAIN = "kwaliteit"


def published_key(domain: str) -> dg.AssetKey:
    return dg.AssetKey(["published", domain])


@dg.asset(
    key=published_key("indicatoren"),
    group_name="published",
    deps=[dg.AssetKey([node["schema"], name]) for name, node in marts("indicatoren").items()],
    description="De tabellen van het schema indicatoren in de set die klaarligt.",
    kinds={"duckdb", "parquet"},
    op_tags={"dagster/priority": "1"},
)
def published_indicatoren(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Copy the indicator marts into the set in the making."""
    settings = Settings.from_env()
    counts = Publicatie(settings.home, context.run_id).add_domain(
        "indicatoren", _tables("indicatoren"), _warehouse(settings)
    )
    return dg.MaterializeResult(metadata=dict(counts))


@dg.asset(
    key=published_key(CLOSING_DOMAIN),
    group_name="published",
    deps=[dg.AssetKey([node["schema"], name]) for name, node in marts(CLOSING_DOMAIN).items()],
    description="Sluit de set: kwaliteit, Data Docs, Parquet en manifest, en wisselt haar als een geheel in.",
    kinds={"duckdb", "parquet"},
    op_tags={"dagster/priority": "-10"},
)
def published_kwaliteit(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Close the set and swap it in."""
    settings = Settings.from_env()
    publicatie = Publicatie(settings.home, context.run_id)
    publicatie.add_domain(CLOSING_DOMAIN, _tables(CLOSING_DOMAIN), _warehouse(settings))
    carried = publicatie.carry_over(DOMAINS)
    for domain in carried:
        log.error("domein %s is niet gebouwd; de tabellen van de vorige set blijven staan", domain)
    site = settings.warehouse / "datadocs"
    pages = build_data_docs(settings.verslagen, site)
    folder = publicatie.close({"datadocs": site}, _manifest(settings))
    log.info("gepubliceerd: %s", folder.name)
    return dg.MaterializeResult(
        metadata={"set": folder.name, "datadocs": pages, "overgenomen": ", ".join(carried) or "geen"}
    )


def _tables(domain: str) -> list[Tabel]:
    return [
        Tabel(node["schema"], node.get("alias") or name, node.get("description", ""), _columns(node))
        for name, node in marts(domain).items()
    ]


def _columns(node: Mapping[str, Any]) -> dict[str, str]:
    return {name: column.get("description", "") for name, column in node["columns"].items()}


def _warehouse(settings: Settings) -> Any:
    return settings.warehouse / "warehouse.duckdb"


def _manifest(settings: Settings) -> dict[str, Any]:
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
