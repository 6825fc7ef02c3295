"""What the tests of a shared Dagster need: a Postgres, or the reason why there is none here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.cluster import postgres as server


@pytest.fixture(scope="session")
def postgres() -> Iterator[server.Postgres]:
    """A running Postgres; a test that asks for it is skipped, with the reason, where there can be none."""
    if find_spec("dagster_postgres") is None:
        pytest.skip("dagster-postgres is not installed: make cluster")
    if reason := server.missing():
        pytest.skip(reason)
    with server.postgres() as running:
        yield running
