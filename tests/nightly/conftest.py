"""Fixtures of the nights. The longest of them runs beside the other tests: two processors are then both at work."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from sources.cbs.recorded_service import RecordedService
from tests.nightly.town import Town, found
from tests.support.night import ROOT, Night


@pytest.fixture(scope="session")
def town(demo_night: Night, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The municipality of `test_real_nights`; its first night goes on in the background."""
    with RecordedService(ROOT / "sources" / "cbs" / "demo") as cbs, ThreadPoolExecutor(1) as beside:
        yield found(tmp_path_factory.mktemp("town"), demo_night.home / "landing", cbs, beside)


@pytest.fixture(scope="session", autouse=True)
def _start_early(request: pytest.FixtureRequest) -> None:
    """Start what takes longest, if somebody is going to ask for it."""
    if any(item.path.name == "test_real_nights.py" for item in request.session.items):
        request.getfixturevalue("town")
