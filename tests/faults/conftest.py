"""The town of few extracts and its undisturbed load, made once for all who disturb it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.kill import Reference, reference
from tests.faults.town_of_few import Town, town_of_few


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Loaded once; look, and take a home of your own."""
    with town_of_few(tmp_path_factory.mktemp("town_of_few")) as town:
        yield town


@pytest.fixture(scope="session")
def undisturbed(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """What tonight's load leaves when nothing is the matter."""
    return reference(town, tmp_path_factory.mktemp("reference") / "home")
