"""One small world, built once per session with everything dbt has (seeds, unit tests, models, data tests).

The tests look at it. Every municipality in it tells another story, so that they do not disturb each other; a test that
changes a world makes its own.
"""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.dbt_project.wereld import Wereld


@pytest.fixture(scope="session")
def wereld(wereld_under_way: Future[Wereld]) -> Wereld:
    """All stories together, built."""
    return wereld_under_way.result()


@pytest.fixture
def lege_wereld(tmp_path: Path) -> Wereld:
    """A world in which nothing was ever delivered; not built yet."""
    return Wereld(tmp_path / "home")
