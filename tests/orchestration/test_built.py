"""What is remembered of a set that was published whole, and when nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.built import Gebouwd, begin, finish, project_fingerprint
from tests.support.extracts import ssd, ssd_row
from tests.support.warehouse import Warehouse

UITKERINGEN = "ssd/uitkeringen"


@pytest.fixture
def state(warehouse: Warehouse) -> Path:
    """A ledger of one delivery, as it is handed to dbt."""
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ssd([ssd_row("uitkeringen")]))
    warehouse.load(UITKERINGEN)
    return warehouse.state


def built(state: Path, run_id: str = "run1", based_on: str | None = None) -> Gebouwd | None:
    """What is remembered after a run that built and published."""
    begin(warehouse_of(state), run_id, based_on)
    finish(warehouse_of(state), state, run_id)
    return Gebouwd.read(warehouse_of(state))


def warehouse_of(state: Path) -> Path:
    folder = state.parent / "warehouse"
    folder.mkdir(exist_ok=True)
    return folder


def test_a_run_that_built_everything_remembers_how_much_the_ledger_held(state: Path):
    found = built(state)
    assert found is not None
    assert (found.run_id, found.rijen["levering"], found.alleen_toen) == ("run1", 1, 0)
    assert found.rijen["controle"] > 10
    assert found.project == project_fingerprint()


def test_from_the_moment_that_building_begins_nothing_is_certain(state: Path):
    built(state)
    begin(warehouse_of(state), "run2", None)
    assert Gebouwd.read(warehouse_of(state)) is None


def test_a_run_that_built_a_part_of_the_set_that_counts_made_a_whole(state: Path):
    built(state)
    found = built(state, "run2", based_on="run1")
    assert found is not None
    assert found.run_id == "run2"


def test_a_run_that_built_a_part_of_another_set_made_no_whole(state: Path):
    built(state)
    built(state, "run2", based_on="run1")
    assert built(state, "run3", based_on="run1") is None


def test_a_part_on_top_of_a_build_that_was_broken_off_makes_no_whole(state: Path):
    built(state)
    begin(warehouse_of(state), "run2", "run1")
    assert built(state, "run3", based_on="run1") is None


def test_who_did_not_build_remembers_nothing(state: Path):
    begin(warehouse_of(state), "run1", None)
    finish(warehouse_of(state), state, "another run")
    assert Gebouwd.read(warehouse_of(state)) is None


def test_what_a_load_told_of_itself_alone_is_remembered(warehouse: Warehouse):
    warehouse.deliver("gidso", "GM0153_voorzieningen_20241231_01.csv", b"x", digest=None)
    warehouse.load("gidso/voorzieningen")
    found = built(warehouse.state)
    assert found is not None
    assert (found.alleen_toen, found.rijen["levering"]) == (1, 0)


@pytest.mark.parametrize(
    "path", ["sources/ssd/uitkeringen.yml", "dbt_project/models/x.sql", "expectations/rules.py", "reporting/page.html"]
)
def test_another_project_is_another_fingerprint(tmp_path: Path, path: str):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text("one")
    before = project_fingerprint(tmp_path)
    project_fingerprint.cache_clear()
    (tmp_path / path).write_text("two")
    assert project_fingerprint(tmp_path) != before


def test_what_python_compiled_is_no_part_of_the_project(tmp_path: Path):
    before = project_fingerprint(tmp_path)
    project_fingerprint.cache_clear()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "contract.cpython-311.pyc").write_bytes(b"x")
    assert project_fingerprint(tmp_path) == before
