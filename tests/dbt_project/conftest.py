"""One small world, built once per session with everything dbt has (seeds, unit tests, models, data tests).

The tests look at it. Every municipality in it tells another story, so that they do not disturb each other; a test that
changes a world makes its own.
"""

from pathlib import Path

import pytest

from tests.dbt_project import verhalen, verhalen_begroting, verhalen_iv3
from tests.dbt_project.wereld import Wereld


@pytest.fixture(scope="session")
def wereld(tmp_path_factory: pytest.TempPathFactory) -> Wereld:
    """All stories together, built."""
    gebouwd = Wereld(tmp_path_factory.mktemp("dbt") / "home")
    verhalen.alle(gebouwd)
    verhalen_begroting.alle(gebouwd)
    verhalen_iv3.alle(gebouwd)
    gebouwd.dbt("build")
    return gebouwd


@pytest.fixture
def lege_wereld(tmp_path: Path) -> Wereld:
    """A world in which nothing was ever delivered; not built yet."""
    return Wereld(tmp_path / "home")
