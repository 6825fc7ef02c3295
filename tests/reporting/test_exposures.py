"""The exposures of the dbt project name the tables that people's pages and files really read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from reporting.opendata.keuze import queries
from tests.support.night import ROOT

MODELS = ROOT / "dbt_project" / "models"
DOMAINS = ("indicatoren", "financien", "kwaliteit")
EXPOSURES: list[dict[str, Any]] = yaml.safe_load((MODELS / "exposures.yml").read_text(encoding="utf-8"))["exposures"]
_TABLE = re.compile(r"\b(?:" + "|".join(DOMAINS) + r")\.\w+")


def published() -> dict[str, str]:
    """The model behind each published table."""
    tables = {}
    for domain in DOMAINS:
        for path in (MODELS / domain).glob("*.sql"):
            alias = re.search(r"alias='(\w+)'", path.read_text(encoding="utf-8"))
            tables[f"{domain}.{alias[1] if alias else path.stem}"] = path.stem
    return tables


def read_by(paths: list[Path], tables: Mapping[str, str]) -> set[str]:
    """The models that the SQL in these files and folders names."""
    files = [
        file
        for path in paths
        for file in ([path] if path.is_file() else path.rglob("*"))
        if file.suffix in {".py", ".sql"}
    ]
    return {
        tables[name] for file in files for name in _TABLE.findall(file.read_text(encoding="utf-8")) if name in tables
    }


def named(exposure: Mapping[str, Any]) -> set[str]:
    return {re.fullmatch(r"ref\('(\w+)'\)", reference)[1] for reference in exposure["depends_on"]}  # type: ignore[index]


@pytest.mark.parametrize("exposure", EXPOSURES, ids=lambda exposure: exposure["name"])
def test_an_exposure_depends_on_the_tables_that_its_code_reads(exposure: Mapping[str, Any]) -> None:
    readers = [ROOT / path for path in exposure["config"]["meta"]["lezers"]]
    assert [path for path in readers if not path.exists()] == []
    tables = published()
    read = read_by(readers, tables)
    if exposure["name"] == "open_data":
        read |= {tables[name] for name in queries()}
    assert named(exposure) == read


def test_report_workbook_dashboard_and_open_data_are_where_lineage_ends() -> None:
    assert {"rapport", "pc_tabellen", "kwaliteitsdashboard", "open_data"} <= {
        exposure["name"] for exposure in EXPOSURES
    }


def test_a_table_in_sql_is_seen_and_a_module_with_a_name_like_a_schema_is_not(tmp_path: Path) -> None:
    (tmp_path / "lezen.py").write_text(
        "from reporting.rapport.financien.paginas import x\nq = 'from financien.mart_taakveld'\n"
    )
    assert read_by([tmp_path], published()) == {"mart_taakveld"}
