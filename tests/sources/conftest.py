"""The demo's landing, written once for all who look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.demo.generate import write_demo_landing


@pytest.fixture(scope="session")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every extract of the demo. Look, do not touch."""
    folder = tmp_path_factory.mktemp("demo") / "landing"
    write_demo_landing(folder)
    return folder
