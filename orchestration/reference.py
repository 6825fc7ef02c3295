"""Reference data that both the load and dbt need, read from the dbt seeds so that each stands in one place."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from expectations.rules import Codelijsten
from orchestration.settings import PROJECT_ROOT

_MUNICIPALITIES = PROJECT_ROOT / "dbt_project" / "seeds" / "dim_gemeente.csv"


@cache
def codelijsten(path: Path = _MUNICIPALITIES) -> Codelijsten:
    """The code lists that contracts refer to by name: the codes of municipalities."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {"gemeente": frozenset(row["gemeente_code"] for row in rows)}
