"""The dbt sources that follow from the contracts."""

from __future__ import annotations

from typing import Any

import yaml

from orchestration.dbt_sources import differences, source_files
from sources.contract import load_contracts

CONTRACTS = load_contracts()


def source(bron: str) -> dict[str, Any]:
    """What is written of one bron."""
    (text,) = [text for path, text in source_files(CONTRACTS).items() if path.parent.name == bron]
    (found,) = yaml.safe_load(text)["sources"]
    return dict(found)


def test_what_is_committed_says_what_the_contracts_say():
    assert differences(CONTRACTS) == []


def test_every_table_of_a_bron_is_there_once_in_the_order_of_the_contracts():
    assert [table["name"] for table in source("vis2")["tables"]] == ["beschermd_wonen", "maatschappelijke_opvang"]
    assert [table["name"] for table in source("pc")["tables"]] == [
        "acties",
        "begrotingsregels",
        "publicaties",
        "streefwaarden",
    ]


def test_the_feeds_of_a_family_are_one_table_and_all_stand_in_its_description():
    family = source("opgave")
    (table,) = family["tables"]
    assert table["name"] == "opgave"
    assert "uit de familie van feeds opgave" in table["description"]
    assert "/raw/opgave/opgave/*.parquet'" in table["config"]["meta"]["external_location"]
    partners = [contract for contract in CONTRACTS if contract.familie == "opgave"]
    assert [
        contract.feed for contract in partners if f"{contract.feed}: {contract.naam}" not in family["description"]
    ] == []
