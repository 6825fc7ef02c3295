"""What Dagster knows of the report: what it is made of, and whether it stands whole in the set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.dbt import DOMAINS, published_key
from orchestration.made_of import EXPOSURES, tables_read
from orchestration.report_assets import BUILT, LARGEST_PAGE, LIGHT, check_results, materialized
from orchestration.report_pages import Gemaakt

PAGE, PACKAGE = "rapport/index.html", "opendata/datapackage.json"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A set with a report of one page."""
    for file in (PAGE, PACKAGE):
        (tmp_path / file).parent.mkdir()
        (tmp_path / file).write_text("x", encoding="utf-8")
    return note(tmp_path, {})


def note(published: Path, failed: dict[str, list[str]]) -> Path:
    (published / "manifest.json").write_text(json.dumps({"niet_gebouwd": failed}), encoding="utf-8")
    return published


def outcomes(published: Path) -> dict[str, tuple[bool, str | None]]:
    return {
        f"{result.asset_key.path[-1]}.{result.check_name}": (result.passed, result.description)
        for result in check_results(published)
        if result.asset_key is not None
    }


def test_report_and_open_data_end_the_lineage_of_every_domain(definitions: dg.Definitions):
    graph = definitions.resolve_asset_graph()
    for part in ("rapport", "opendata"):
        assert graph.get(published_key(part)).parent_keys == {dg.AssetKey(["published", domain]) for domain in DOMAINS}
    checks = {
        (key.asset_key.path[-1], key.name) for key in graph.asset_check_keys if key.asset_key.path[0] == "published"
    }
    assert {("rapport", BUILT), ("rapport", LIGHT), ("opendata", BUILT)} <= checks


def test_what_stands_whole_in_the_set_passes(published: Path):
    assert set(outcomes(published).values()) == {(True, None)}


@pytest.mark.parametrize("file", [PAGE, PACKAGE])
def test_what_is_not_there_does_not_pass(published: Path, file: str):
    (published / file).unlink()
    assert not outcomes(published)[f"{file.split('/', maxsplit=1)[0]}.{BUILT}"][0]


def test_what_could_not_be_made_says_by_which_error(published: Path):
    note(published, {"rapport": ["LookupError"]})
    assert outcomes(published)[f"rapport.{BUILT}"] == (False, "het rapport kon niet worden gemaakt: LookupError")


def test_a_page_that_is_too_heavy_does_not_pass_and_is_named(published: Path):
    (published / PAGE).write_text("x" * LARGEST_PAGE, encoding="utf-8")
    assert outcomes(published)[f"rapport.{LIGHT}"][0]
    (published / PAGE).write_text("x" * (LARGEST_PAGE + 1), encoding="utf-8")
    (light,) = (result for result in check_results(published) if result.check_name == LIGHT)
    assert (light.passed, light.metadata["zwaarste_bladzijde"].value) == (False, PAGE)


def test_a_set_without_pages_is_not_light(tmp_path: Path):
    assert not outcomes(tmp_path)[f"rapport.{LIGHT}"][0]


def test_dagster_is_told_by_which_run_each_was_made():
    told: dict[str, Any] = {}
    for event in materialized(Gemaakt("digest", "run", {"rapport": 283, "opendata": 33})):
        told[event.asset_key.path[-1]] = {name: value.value for name, value in event.metadata.items()}
    assert told["rapport"] == {"aantal": 283, "gemaakt_door": "run", "gemaakt_van": "digest"}
    assert told["opendata"]["aantal"] == 33


def test_the_tables_it_is_made_of_are_those_of_its_exposures():
    model = {"schema": "indicatoren", "name": "stg_x", "alias": "dim_x"}
    other = {"schema": "kwaliteit", "name": "fct_y"}
    exposures = {
        "a": {"name": EXPOSURES[0], "depends_on": {"nodes": ["model.x"]}},
        "b": {"name": "iets_anders", "depends_on": {"nodes": ["model.y"]}},
    }
    assert tables_read({"exposures": exposures, "nodes": {"model.x": model, "model.y": other}}) == ["indicatoren.dim_x"]


def test_dbt_knows_the_exposures_of_the_report(definitions: dg.Definitions):
    from orchestration.dbt import manifest

    assert set(EXPOSURES) <= {exposure["name"] for exposure in manifest()["exposures"].values()}
    assert {"indicatoren.fct_indicator", "financien.mart_programmarekening", "kwaliteit.mart_bronstatus"} <= set(
        tables_read(manifest())
    )
