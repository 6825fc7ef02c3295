"""The published tables and their columns, as the contracts of the models say them: for sets that tests make by hand.

Belongs here: reading them. Does not belong here: rows.
"""

from __future__ import annotations

import re

import yaml

from tests.support.night import ROOT

_MODELS = ROOT / "dbt_project" / "models"


def _tables(schema: str) -> dict[str, str]:
    found = {}
    for path in sorted((_MODELS / schema).glob("*.yml")):
        (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        alias = re.search(r"alias='(\w+)'", path.with_suffix(".sql").read_text(encoding="utf-8"))
        columns = ", ".join(f"{column['name']} {column['data_type']}" for column in model["columns"])
        found[f"{schema}.{alias[1] if alias else model['name']}"] = columns
    return found


TABLES = _tables("kwaliteit") | _tables("indicatoren")
"""Per table the columns with their types, as `CREATE TABLE` takes them."""
