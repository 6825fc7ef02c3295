"""A model of dbt that fails: what can be published is, what cannot keeps the tables of the set before, and nothing is ever published by halves."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.nightly.nights import project_with
from tests.support.night import ROOT, Night, Record, environment
from tests.support.night_here import NightHere

WITH_PROJECT = """
import sys
from concurrent.futures import Future
from pathlib import Path
import orchestration.dbt
orchestration.dbt.PROJECT_DIR = Path(sys.argv.pop(1))
from orchestration.cli import main
main()
"""


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file under a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


class TestBrokenIndicator:
    """The domain indicatoren cannot be built; the amounts, which do not need the model that fails, can."""

    @pytest.fixture(scope="class")
    def night(self, broken_indicator_under_way: Future[NightHere]) -> NightHere:
        return broken_indicator_under_way.result()

    @pytest.fixture(scope="class")
    def manifest(self, night: NightHere) -> Record:
        found: Record = json.loads((night.home / "published" / "manifest.json").read_text(encoding="utf-8"))
        return found

    def test_the_exit_status_says_that_not_all_is_sound(self, night: NightHere):
        assert night.status == 3, night.summary

    def test_the_summary_names_the_domain_and_the_model(self, night: NightHere):
        assert "FOUT domein indicatoren kon niet worden gebouwd (mislukt: model mart_vergelijking;" in night.summary
        assert "financien" not in night.summary

    def test_the_log_says_why(self, night: NightHere):
        assert "a_table_that_is_not_there" in (night.home / "logs" / "nightly.log").read_text(encoding="utf-8")

    def test_every_figure_is_that_of_the_set_before(self, night: NightHere, demo_night: Night, manifest: Record):
        for table in (name for name in manifest["tabellen"] if name.startswith("indicatoren.")):
            everything = f"SELECT * FROM {table} ORDER BY ALL"
            assert night.ask(everything) == demo_night.ask(everything), table

    def test_the_amounts_and_the_quality_are_of_this_night(self, night: NightHere, demo_night: Night, manifest: Record):
        before, now = demo_night.home.joinpath("published").resolve().name, manifest["run_id"]
        assert manifest["domeinen"] == {"financien": now, "indicatoren": before, "kwaliteit": now}
        assert now != before

    def test_the_set_itself_says_what_is_not_of_this_night_and_why(self, manifest: Record):
        assert manifest["niet_gebouwd"] == {"indicatoren": ["model mart_vergelijking"]}

    def test_what_was_carried_over_still_says_what_it_is(self, night: NightHere):
        silent = "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'indicatoren' AND comment IS NULL"
        assert night.ask(silent) == []


class TestBrokenQuality:
    """The domain kwaliteit cannot be built, and without it no set is published."""

    @pytest.fixture(scope="class")
    def night(self, broken_quality_under_way: Future[NightHere]) -> NightHere:
        return broken_quality_under_way.result()

    def test_the_exit_status_says_that_nothing_was_published(self, night: NightHere):
        assert night.status == 1, night.summary

    def test_the_summary_says_so_and_why(self, night: NightHere):
        assert "FOUT stap dbt is mislukt" in night.summary
        assert "FOUT Het domein kwaliteit is niet gebouwd; mislukt: model fct_levering" in night.summary
        assert "NIETS NIEUWS GEPUBLICEERD" in night.summary
        assert night.summary.rstrip().endswith("Status 1.")

    def test_what_was_published_is_untouched_byte_for_byte(self, night: NightHere, demo_night: Night):
        published, before = night.home / "published", demo_night.home / "published"
        assert published.readlink() == before.readlink()
        assert fingerprint(published.resolve()) == fingerprint(before.resolve())


def test_a_dbt_project_that_cannot_be_read_is_one_message(demo_copy: Path, tmp_path: Path):
    project = project_with(tmp_path, mart_bronstatus="select {% if %}")
    before = fingerprint((demo_copy / "published").resolve())
    done = subprocess.run(
        [sys.executable, "-c", WITH_PROJECT, str(project), "nightly"],
        env=environment(demo_copy),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Het dbt-project kan niet worden gelezen." in said
    assert "mart_bronstatus" in said
    assert "Traceback" not in said
    assert fingerprint((demo_copy / "published").resolve()) == before
