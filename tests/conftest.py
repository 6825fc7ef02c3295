"""Fixtures that every part of the tests may use; what only one source needs belongs beside its own tests."""

from __future__ import annotations

import atexit
import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dagster import Definitions

    from expectations.keuring import Keurmeester
    from tests.nightly.town import Town
    from tests.support.night import Night
    from tests.support.warehouse import Warehouse


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_data: reads the real public data where REAL_DATA_DIR points")


@atexit.register
def _say_no_more() -> None:
    """Everything was reported. What DuckDB's binding has to say when the interpreter ends (pages) is about no test."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@pytest.fixture(scope="session")
def real_data_dir() -> Path:
    """The folder with real public data; a test that asks for it is skipped, with the reason, where it is absent."""
    folder = os.environ.get("REAL_DATA_DIR")
    if not folder:
        pytest.skip("REAL_DATA_DIR is not set: no real data here")
    if not Path(folder).is_dir():
        pytest.skip(f"REAL_DATA_DIR points to {folder}, which is no folder")
    return Path(folder)


@pytest.fixture(scope="session")
def keurmeester() -> Keurmeester:
    """One inspector for all tests: Great Expectations takes seconds to start."""
    from expectations.keuring import Keurmeester
    from orchestration.reference import referenties
    from tests.support.warehouse import CODELIJSTEN, KEY

    return Keurmeester(KEY, CODELIJSTEN, referenties())


@pytest.fixture
def warehouse(tmp_path: Path, keurmeester: Keurmeester) -> Warehouse:
    """An empty warehouse for one test."""
    from tests.support.warehouse import Warehouse

    return Warehouse(tmp_path / "dwh", keurmeester)


@pytest.fixture(scope="module")
def shared_warehouse(tmp_path_factory: pytest.TempPathFactory, keurmeester: Keurmeester) -> Warehouse:
    """An empty warehouse for the tests of one module: to load many deliveries at once, as a night does, and look at each."""
    from tests.support.warehouse import Warehouse

    return Warehouse(tmp_path_factory.mktemp("dwh"), keurmeester)


@pytest.fixture(scope="session")
def beside() -> Iterator[ThreadPoolExecutor]:
    """Where whole nights go on while other tests run, one after the other: two processors are then both at work."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture(scope="session", autouse=True)
def _start_early(request: pytest.FixtureRequest) -> None:
    """Start the nights that somebody is going to ask for, in the order in which they are asked for."""
    asked_for = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    for night in ("newcomers_night_under_way", "demo_night_under_way", "town"):
        if night in asked_for:
            request.getfixturevalue(night)


@pytest.fixture(scope="session")
def newcomers_night_under_way(beside: ThreadPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Future[Night]:
    """The night of who follows the pages, in a copy of the project."""
    from tests.docs.newcomers_night import newcomers_night

    return beside.submit(newcomers_night, tmp_path_factory.mktemp("newcomer"))


@pytest.fixture(scope="session")
def demo_night_under_way(beside: ThreadPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Future[Night]:
    """The demo, being loaded from nothing by the command itself."""
    from tests.support.night import nightly

    return beside.submit(nightly, tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture(scope="session")
def demo_night(demo_night_under_way: Future[Night]) -> Night:
    """The demo, loaded and published once. Look, do not touch: `demo_copy` is there to be changed."""
    return demo_night_under_way.result()


@pytest.fixture(scope="session")
def town(
    demo_night_under_way: Future[Night], beside: ThreadPoolExecutor, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """The municipality of `test_real_nights`, whose first night takes longest of all."""
    from sources.cbs.recorded_service import RecordedService
    from tests.nightly.town import found
    from tests.support.night import ROOT

    with RecordedService(ROOT / "sources" / "cbs" / "demo") as cbs:
        yield found(tmp_path_factory.mktemp("town"), demo_night_under_way, cbs, beside)


@pytest.fixture
def demo_copy(demo_night: Night, tmp_path: Path) -> Path:
    """A DWH_HOME with the loaded demo in it, for one test to change."""
    from tests.support.night import copy_home

    return copy_home(demo_night.home, tmp_path / "home")


@pytest.fixture(scope="session")
def definitions(demo_night: Night, tmp_path_factory: pytest.TempPathFactory) -> Definitions:
    """What Dagster knows, imported once in this process; dbt's manifest is the one that the demo's night already made."""
    import shutil

    from tests.support.night_here import surroundings

    home = tmp_path_factory.mktemp("definitions")
    shutil.copytree(demo_night.home / "warehouse" / "dbt", home / "warehouse" / "dbt")
    with surroundings(home):
        from orchestration.definitions import defs
    return defs
