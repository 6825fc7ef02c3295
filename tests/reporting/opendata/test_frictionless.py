"""The open tables as Frictionless itself reads them: the description, and every row of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import FrictionlessException, Package, Report

from reporting.opendata.intern import beschrijf_parquet
from reporting.opendata.openen import open_data
from tests.reporting.opendata.test_opendata import ROWS
from tests.reporting.published import RUN, write
from tests.support.night import Night

FIGURES = "indicatoren.fct_indicator"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The open tables of a set made by hand, to break."""
    open_data(write(tmp_path / "marts.duckdb", ROWS), tmp_path / "open", RUN)
    return tmp_path / "open"


def judged(folder: Path) -> Report:
    """What Frictionless says of a folder: of its description, and of the rows of its CSV files. Parquet it does not
    read by itself."""
    package = Package(str(folder / "datapackage.json"))
    for name in [resource.name for resource in package.resources if resource.format != "csv"]:
        package.remove_resource(name)
    return package.validate()


def faults(folder: Path) -> set[str]:
    return {error.type for task in judged(folder).tasks for error in task.errors}


def resource_of(package: dict[str, Any]) -> dict[str, Any]:
    (found,) = (part for part in package["resources"] if part["title"] == FIGURES and part["format"] == "csv")
    return found  # type: ignore[no-any-return]


def described(folder: Path, change: Mapping[str, Any]) -> None:
    """Change the description of the figures."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    resource_of(package).update(change)
    path.write_text(json.dumps(package), encoding="utf-8")


def fields(folder: Path) -> list[dict[str, str]]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return resource_of(package)["schema"]["fields"]  # type: ignore[no-any-return]


def test_the_open_tables_of_the_demo_are_valid_with_all_their_rows(demo_night: Night, tmp_path: Path) -> None:
    tables = open_data(demo_night.published / "marts.duckdb", tmp_path, RUN)
    report = judged(tmp_path)
    assert (report.valid, len(report.tasks)) == (True, tables), report.to_summary()
    assert tables > 30
    assert sum(task.stats["rows"] for task in report.tasks) > 10_000


def test_a_missing_value_is_one_and_no_fault(small: Path) -> None:
    assert judged(small).valid
    assert ",," in (small / "csv" / f"{FIGURES}.csv").read_text(encoding="utf-8")


def test_a_value_of_another_type_is_found(small: Path) -> None:
    path = small / "csv" / f"{FIGURES}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2023,", ",vorig jaar,"), encoding="utf-8")
    assert "type-error" in faults(small)


def test_a_file_that_is_not_the_one_described_is_found(small: Path) -> None:
    path = small / "csv" / f"{FIGURES}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2023,", ",2022,"), encoding="utf-8")
    assert faults(small) == {"hash-count"}


def test_a_column_that_is_missing_from_the_file_or_from_its_description_is_found(small: Path) -> None:
    known = fields(small)
    described(small, {"schema": {"fields": [*known, {"name": "bestaat_niet", "type": "string"}]}})
    assert "missing-label" in faults(small)
    described(small, {"schema": {"fields": known[:-1]}})
    assert "extra-label" in faults(small)


def test_what_must_be_there_is_asked_for_in_the_rows(small: Path) -> None:
    required = [
        field | ({"constraints": {"required": True}} if field["name"] == "waarde" else {}) for field in fields(small)
    ]
    described(small, {"schema": {"fields": required, "missingValues": [""]}})
    assert faults(small) == {"constraint-error"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "/etc/passwd"},
        {"path": "../x.csv"},
        {"schema": {"fields": [{"name": "gemeente_code", "type": "tekst"}]}},
        {"name": None},
    ],
)
def test_a_description_with_a_fault_in_it_is_refused(small: Path, wrong: Mapping[str, Any]) -> None:
    described(small, wrong)
    with pytest.raises(FrictionlessException):
        judged(small)


def test_the_whole_set_is_described_beside_its_own_files(tmp_path: Path) -> None:
    beschrijf_parquet(write(tmp_path / "marts.duckdb", ROWS), tmp_path / "parquet", RUN)
    package = Package(str(tmp_path / "parquet" / "datapackage.json"))
    assert "kwaliteit/dim_feed.parquet" in {resource.path for resource in package.resources}
