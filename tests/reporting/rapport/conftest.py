"""Reports to look at: of a small set made by hand, and of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.night import Night


@pytest.fixture(scope="session")
def small_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the small set, every feed sound. Look, do not touch."""
    from tests.reporting.rapport.bouwen import built
    from tests.reporting.rapport.gemaakt import gemaakt

    return built(tmp_path_factory.mktemp("rapport"), gemaakt())


@pytest.fixture(scope="session")
def broken_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a broken feed."""
    from tests.reporting.rapport.bouwen import built
    from tests.reporting.rapport.gemaakt import gemaakt

    return built(tmp_path_factory.mktemp("kapot"), gemaakt("kapot"))


@pytest.fixture(scope="session")
def demo_report(demo_night: Night) -> Path:
    """The report as the demo's night published it. Look, do not touch."""
    return demo_night.published / "rapport"
