"""Fixtures that every part of the tests may use; what only one source needs belongs beside its own tests."""

from __future__ import annotations

import atexit
import os
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.garbage import look_less_for_garbage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dagster import Definitions

    from expectations.keuring import Keurmeester
    from tests.dbt_project.herhaling import Herhaald
    from tests.dbt_project.wereld import Wereld
    from tests.nightly.nights import Second
    from tests.nightly.town import Town
    from tests.support.night import Night
    from tests.support.night_here import NightHere
    from tests.support.warehouse import Warehouse


NIGHTS = (
    "demo_night_under_way",
    "wereld_under_way",
    "town_under_way",
    "second_night_under_way",
    "broken_indicator_under_way",
    "broken_quality_under_way",
    "empty_landing_under_way",
    "demo_searched_under_way",
    "herhaald_under_way",
    "newcomers_night_under_way",
)
"""Fixtures that start a night beside the tests; a later one may use what an earlier one has left."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who needs a night comes last, in the order of the nights: until then there is enough else to do."""

    last_night: dict[Path, int] = {}
    for item in items:
        needed = getattr(item, "fixturenames", ())
        last = max((i for i, night in enumerate(NIGHTS, 1) if night in needed), default=0)
        last_night[item.path] = max(last, last_night.get(item.path, 0))
    items.sort(key=lambda item: last_night[item.path])


def pytest_collection_finish() -> None:
    """By now thousands of tests and most of what they import are there, and stay."""
    look_less_for_garbage()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_data: reads the real public data where REAL_DATA_DIR points")


def _say_no_more() -> None:
    """Everything was reported. What DuckDB's binding has to say when the interpreter ends (pages) is about no test."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


atexit.register(_say_no_more)


def _begin_beside() -> None:
    atexit.register(_say_no_more)
    look_less_for_garbage()


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
    """One inspector for all tests, as a night has one for all feeds."""
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
def beside() -> Iterator[ProcessPoolExecutor]:
    """A process in which whole nights go on while other tests run, one after the other: two processors are then both at
    work."""
    executor = ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin_beside)
    yield executor
    executor.shutdown(cancel_futures=True)


@pytest.fixture(scope="session", autouse=True)
def _start_early(request: pytest.FixtureRequest) -> None:
    """Start the nights that somebody is going to ask for, in the order in which they are asked for."""
    asked_for = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    for night in NIGHTS:
        if night in asked_for:
            request.getfixturevalue(night)


@pytest.fixture(scope="session")
def newcomers_night_under_way(beside: ProcessPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Future[Night]:
    """The night of who follows the pages, in a copy of the project."""
    from tests.docs.newcomers_night import newcomers_night

    return beside.submit(newcomers_night, tmp_path_factory.mktemp("newcomer"))


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo is loaded; complete once its night is over."""
    return tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="session")
def demo_night_under_way(beside: ProcessPoolExecutor, demo_home: Path) -> Future[Night]:
    """The demo, being loaded from nothing by the command itself."""
    from tests.support.night import nightly

    return beside.submit(nightly, demo_home)


@pytest.fixture(scope="session")
def demo_night(demo_night_under_way: Future[Night]) -> Night:
    """The demo, loaded and published once. Look, do not touch: `demo_copy` is there to be changed."""
    return demo_night_under_way.result()


@pytest.fixture(scope="session")
def wereld_under_way(beside: ProcessPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Future[Wereld]:
    """The small world of the dbt tests, with everything dbt has."""
    from tests.dbt_project.alle_verhalen import gebouwde_wereld

    return beside.submit(gebouwde_wereld, tmp_path_factory.mktemp("dbt") / "home")


@pytest.fixture(scope="session")
def herhaald_under_way(beside: ProcessPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Future[Herhaald]:
    """A small world that is built, built further, and built anew."""
    from tests.dbt_project.herhaling import herhaalde_wereld

    return beside.submit(herhaalde_wereld, tmp_path_factory.mktemp("herhalen"))


@pytest.fixture(scope="session")
def town_under_way(
    beside: ProcessPoolExecutor, demo_home: Path, demo_night_under_way: object, tmp_path_factory: pytest.TempPathFactory
) -> Future[Town]:
    """The nights of the municipality of `test_real_nights`."""
    from tests.nightly.town import nights_of_the_town

    return beside.submit(nights_of_the_town, tmp_path_factory.mktemp("town"), demo_home)


@pytest.fixture(scope="session")
def second_night_under_way(
    beside: ProcessPoolExecutor, demo_home: Path, demo_night_under_way: object, tmp_path_factory: pytest.TempPathFactory
) -> Future[Second]:
    """A night on the demo on which nothing new arrived."""
    from tests.nightly.nights import second_night

    return beside.submit(second_night, demo_home, tmp_path_factory.mktemp("second"))


@pytest.fixture(scope="session")
def broken_indicator_under_way(
    beside: ProcessPoolExecutor, demo_home: Path, demo_night_under_way: object, tmp_path_factory: pytest.TempPathFactory
) -> Future[NightHere]:
    """A night on which a model of the domain indicatoren fails."""
    from tests.nightly.nights import night_with_broken

    models = ("mart_vergelijking",)
    return beside.submit(night_with_broken, models, demo_home, tmp_path_factory.mktemp("broken_indicator"))


@pytest.fixture(scope="session")
def broken_quality_under_way(
    beside: ProcessPoolExecutor, demo_home: Path, demo_night_under_way: object, tmp_path_factory: pytest.TempPathFactory
) -> Future[NightHere]:
    """A night on which a model of the domain kwaliteit fails, and one that only others need."""
    from tests.nightly.nights import night_with_broken

    models = ("fct_levering", "int_levering_geldig")
    return beside.submit(night_with_broken, models, demo_home, tmp_path_factory.mktemp("broken_quality"))


@pytest.fixture(scope="session")
def empty_landing_under_way(
    beside: ProcessPoolExecutor, demo_home: Path, demo_night_under_way: object, tmp_path_factory: pytest.TempPathFactory
) -> Future[NightHere]:
    """The first night of a municipality in which nothing was delivered yet."""
    from tests.nightly.nights import night_on_an_empty_landing

    return beside.submit(night_on_an_empty_landing, demo_home, tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def demo_searched_under_way(
    beside: ProcessPoolExecutor, demo_home: Path, demo_night_under_way: object
) -> Future[dict[str, set[str]]]:
    """What of the persons in the demo's extracts is found in everything else that its night wrote."""
    from tests.nightly.nights import persons_found

    return beside.submit(persons_found, demo_home)


@pytest.fixture
def demo_copy(demo_night: Night, tmp_path: Path) -> Path:
    """A DWH_HOME with the loaded demo in it, for one test to change."""
    from tests.support.night import copy_home

    return copy_home(demo_night.home, tmp_path / "home")


@pytest.fixture(scope="session")
def definitions(demo_night: Night) -> Definitions:
    """What Dagster knows, imported once in this process."""
    from tests.support.night_here import definitions_known

    return definitions_known(demo_night.home)
