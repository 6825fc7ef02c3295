"""`dwh iv3`: what it makes of the published set, and what it says when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from orchestration.cli import main
from tests.reporting.published import write
from tests.reporting.rapport.gemaakt import gemaakt

CONTACT = ("--contact", "Team planning en control", "--email", "pc@voorbeeld.nl", "--telefoon", "0530000000")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DWH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def published(home: Path) -> Path:
    """A small set that somebody published."""
    folder = home / "published"
    folder.mkdir(parents=True)
    write(folder / "marts.duckdb", gemaakt())
    run = {"run_id": "run", "vandaag": "2025-02-10", "gepubliceerd_op": "2025-02-10T01:12:00+00:00", "demo": True}
    (folder / "manifest.json").write_text(json.dumps(run), encoding="utf-8")
    return folder


def dwh(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_where_nothing_is_published_it_is_said_what_to_do(home: Path):
    done = dwh("iv3", "GM0153", "2024X005", *CONTACT)
    assert done.exit_code == 1
    assert "draai eerst: make nightly" in done.output
    assert not home.exists()


class TestIv3:
    def test_a_report_to_cbs_is_written_where_asked(self, home: Path, published: Path):
        with duckdb.connect(str(published / "marts.duckdb")) as con:
            con.execute("CREATE SCHEMA financien")
            con.execute(
                "CREATE TABLE financien.mart_iv3post AS SELECT 'GM0153' AS gemeente_code, 2024 AS jaar, "
                "'2024X005' AS verslagsoort, 'lasten' AS onderdeel, '0.10' AS code, '7.1' AS kenmerk, "
                "10::DECIMAL(18, 2) AS bedrag_eur, NULL::VARCHAR AS waarde, true AS synthetisch"
            )
        done = dwh("iv3", "GM0153", "2024X005", *CONTACT, "--naar", "cbs")
        assert done.exit_code == 0, done.output
        (path,) = (home.parent / "cbs").iterdir()
        assert done.output == f"cbs/{path.name}\n"
        assert json.loads(path.read_text(encoding="utf-8"))["data"]["lasten"][0]["taakveld"] == "0.10"

        done = dwh("iv3", "GM0153", "2031X005", *CONTACT, "--naar", "none")
        assert done.exit_code == 1
        assert "Van GM0153 is er geen eigen Iv3-verslag 2031X005." in done.output
        assert not (home.parent / "none").exists()

    @pytest.mark.usefixtures("published")
    def test_a_set_of_an_older_version_is_said_to_be_that(self):
        done = dwh("iv3", "GM0153", "2024X005", *CONTACT)
        assert done.exit_code == 1
        assert "van een oudere versie" in done.output
