"""The dbt project as Dagster sees it.

Belongs here: where dbt works, the manifest, asset keys of its models. A domain (`indicatoren`, `financien`,
`kwaliteit`) is a schema of published tables.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dagster import AssetKey
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings

from orchestration.dbt_build import parse
from orchestration.fingerprint import digest_of
from orchestration.settings import PROJECT_ROOT
from orchestration.stamped import up_to_date
from sources.contract import load_contracts

PROJECT_DIR = PROJECT_ROOT / "dbt_project"
DOMAINS = ("indicatoren", "financien", "kwaliteit")
CLOSING_DOMAIN = "kwaliteit"
"""The domain without which no set is published."""
LEDGER_KEY = AssetKey(["ledger"])


def published_key(part: str) -> AssetKey:
    """A part of the published set: a domain, or what is made of all of them."""
    return AssetKey(["published", part])


class DbtOnleesbaar(RuntimeError):
    """dbt cannot read its project; the message holds what dbt says of it."""


def manifest_path() -> Path:
    """dbt's manifest, parsed anew when a file of the project changed since. Raises `DbtOnleesbaar`."""
    return up_to_date(Path(os.environ["DBT_TARGET_PATH"]) / "manifest.json", _fingerprint(), _parse)


def _parse() -> None:
    Path(os.environ["DBT_TARGET_PATH"]).mkdir(parents=True, exist_ok=True)
    fault = parse(PROJECT_DIR)
    if fault is not None:
        raise DbtOnleesbaar(f"Het dbt-project kan niet worden gelezen.\n{fault}")


def _fingerprint() -> str:
    return digest_of(sorted(p for p in PROJECT_DIR.rglob("*") if p.is_file()), PROJECT_DIR)


@cache
def manifest() -> dict[str, Any]:
    """The parsed manifest of this process."""
    loaded: dict[str, Any] = json.loads(manifest_path().read_text(encoding="utf-8"))
    return loaded


class Translator(DagsterDbtTranslator):
    """Models are named by schema and name, as analysts know them; a dbt source is the feed asset that fills it."""

    def __init__(self) -> None:
        # Tests on sources stay in dbt: as checks on the feeds they would cut the build into several dbt processes.
        super().__init__(
            settings=DagsterDbtTranslatorSettings(
                enable_duplicate_source_asset_keys=True, enable_source_tests_as_checks=False
            )
        )
        # A table that many feeds fill has no one of them for its asset; the ledger comes after all of them.
        self._feeds = {
            (c.bron, t.naam): LEDGER_KEY if c.familie else AssetKey([c.bron, c.feed])
            for c in load_contracts()
            for t in c.tabellen
        }

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> AssetKey:
        if dbt_resource_props["resource_type"] == "source":
            if dbt_resource_props["source_name"] == "state":
                return LEDGER_KEY
            return self._feeds[(dbt_resource_props["source_name"], dbt_resource_props["name"])]
        return AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        # A model for amounts also carries the tag of the folder around it.
        tags = dbt_resource_props.get("tags", ())
        return next((domain for domain in ("kwaliteit", "financien") if domain in tags), "indicatoren")


@cache
def translator() -> Translator:
    """The one translator of this process: it remembers what it found out about each node."""
    return Translator()


def published_tables() -> dict[str, list[str]]:
    """The unique ids of the published tables of each domain."""
    return {domain: [node["unique_id"] for node in marts(domain).values()] for domain in DOMAINS}


def marts(domain: str) -> dict[str, dict[str, Any]]:
    """The published tables of a domain by name: those that dbt puts in the schema of that name."""
    nodes = manifest()["nodes"].values()
    return {n["name"]: n for n in nodes if n["schema"] == domain and n["resource_type"] in ("model", "seed")}
