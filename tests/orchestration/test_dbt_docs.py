"""dbt's documentation in a set: written once per version of the project, and left out with a word when it cannot be."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration import dbt_docs
from orchestration.settings import Settings
from reporting.set_parts import DBT_DOCS
from tests.support.night import Night
from tests.support.night_here import surroundings


@pytest.fixture
def target(definitions: dg.Definitions, demo_night: Night, tmp_path: Path) -> Iterator[Path]:
    """Where dbt worked on the demo, in a home of its own."""
    shutil.copytree(demo_night.home / "warehouse" / "dbt", tmp_path / "warehouse" / "dbt")
    with surroundings(tmp_path):
        Settings.from_env().export()
        yield tmp_path / "warehouse" / "dbt"


def test_the_demo_has_one_page_that_knows_every_table_and_what_reads_it(demo_night: Night):
    page = demo_night.published / "dbtdocs" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert "model.sociaal_domein.mart_programmarekening" in text
    assert "exposure.sociaal_domein.rapport" in text
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]


def test_every_table_that_the_report_names_is_a_page_of_it(demo_night: Night):
    known = (demo_night.published / "dbtdocs" / "index.html").read_text(encoding="utf-8")
    pages = "".join(page.read_text(encoding="utf-8") for page in (demo_night.published / "rapport").rglob("*.html"))
    named = set(re.findall(r"dbtdocs/index\.html#!/model/([\w.]+)", pages))
    assert len(named) > 5
    assert [name for name in named if f'"{name}"' not in known] == []


def test_of_the_same_project_it_is_the_same_file_and_of_another_it_is_written_anew(target: Path, tmp_path: Path):
    def added(name: str) -> int:
        assert dbt_docs.add_dbt_docs(tmp_path / name, pytest.fail) == {}
        return (tmp_path / name / "index.html").stat().st_ino

    first = added("first")
    assert added("second") == first
    (target / "static_index.sha256").write_text("another project", encoding="utf-8")
    before = (tmp_path / "first" / "index.html").read_bytes()
    assert added("third") != first
    assert (tmp_path / "first" / "index.html").read_bytes() == before, "a published file never changes"


def test_what_dbt_cannot_write_is_told_and_stops_nothing(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (target / "static_index.html").unlink()
    monkeypatch.setattr(dbt_docs, "write_docs", lambda _project: "dbt zegt nee")
    told: list[str] = []
    assert dbt_docs.add_dbt_docs(tmp_path / "set", told.append) == {DBT_DOCS: ["DbtDocsMislukt"]}
    assert "dbt zegt nee" in told[0]
    assert not (tmp_path / "set").exists()
