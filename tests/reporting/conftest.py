"""Dashboards to look at, and a browser to look with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def troubled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dashboard of a morning with everything in it. Look, do not touch."""
    from reporting.dashboard import build_dashboard
    from tests.reporting.published import RUN, write
    from tests.reporting.troubled import troubled

    home = tmp_path_factory.mktemp("dashboard")
    build_dashboard(write(home / "marts.duckdb", troubled()), home / "kwaliteit", RUN)
    return home / "kwaliteit"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window; where there is none the test is skipped, except where CI=true promises one.

    It is closed when the module is done: Playwright keeps an event loop running in this thread, which Dagster's tests
    would meet.
    """
    from tests.reporting.chromium import chromium

    with chromium() as running:
        yield running
