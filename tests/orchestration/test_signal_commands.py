"""The commands `dwh signaal` and `dwh quarantaine`, and that a load which stops before its first step is told of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

import duckdb
import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from orchestration import nightly
from orchestration.cli import main
from orchestration.settings import Settings
from sources.contract_document import ContractFout
from tests.support.channels import PASSWORD, free_port, mail_server
from tests.support.marts import publish
from tests.support.night_here import surroundings

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


def dwh(home: Path, *arguments: str, **variables: str) -> Result:
    with surroundings(home, **variables):
        return CliRunner().invoke(main, arguments)


class TestSignaal:
    def test_a_trial_says_which_channel_accepted_it(self, tmp_path: Path):
        with mail_server() as mailbox:
            urls = f"{mailbox.url}\njson://127.0.0.1:{free_port()}/token-0815"
            done = dwh(tmp_path, "signaal", "--proef", DWH_SIGNAAL=urls)
        assert done.exit_code == 1
        assert done.output.splitlines() == ["aangenomen       mailto, 127.0.0.1", "NIET aangenomen  json, 127.0.0.1"]
        assert mailbox.last["Subject"] == "Datawarehouse: proefbericht"
        assert "Er is niets aan de hand" in mailbox.last.get_content()
        assert not (tmp_path / "state").exists(), "a trial is no news"

    def test_when_all_accept_it_the_status_is_0(self, tmp_path: Path, httpserver: HTTPServer):
        httpserver.expect_request("/haak").respond_with_data("aangenomen")
        assert (
            dwh(tmp_path, "signaal", "--proef", DWH_SIGNAAL=f"json://127.0.0.1:{httpserver.port}/haak").exit_code == 0
        )

    def test_without_a_trial_it_shows_where_messages_go(self, tmp_path: Path):
        done = dwh(
            tmp_path, "signaal", DWH_SIGNAAL=f"mailto://dwh:{PASSWORD}@mail.gemeente.example?to=beheer@gemeente.example"
        )
        assert (done.exit_code, done.output) == (0, "mailto, mail.gemeente.example\n")

    def test_without_channels_it_says_what_to_set(self, tmp_path: Path):
        done = dwh(tmp_path, "signaal", "--proef")
        assert done.exit_code == 1
        assert "DWH_SIGNAAL" in done.output


class TestQuarantaine:
    ROWS: ClassVar = {
        "fct_levering": [{}, {"bron": "gidso", "feed": "maatregelen", "levering_id": "g"}],
        "mart_quarantaine": [{}],
        "quarantaine": [{"rijnummer": 7}],
        "dim_feed": [{}],
    }

    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        return publish(tmp_path / "home", "run", **self.ROWS)

    def test_it_writes_what_is_published_where_it_is_asked_to(self, home: Path, tmp_path: Path):
        done = dwh(home, "quarantaine", "--naar", str(tmp_path / "uit"))
        assert done.exit_code == 0, done.output
        (path,) = (tmp_path / "uit").iterdir()
        assert done.output == f"{path}\n"
        assert path.name == "ssd_uitkeringen_GM0153.xlsx"

    def test_only_for_the_feed_that_is_named_and_the_workbooks_of_others_stay(self, home: Path, tmp_path: Path):
        dwh(home, "quarantaine", "ssd/uitkeringen", "--naar", str(tmp_path / "uit"))
        done = dwh(home, "quarantaine", "gidso/maatregelen", "--naar", str(tmp_path / "uit"))
        assert done.output == "Er staat niets in quarantaine van gidso/maatregelen.\n"
        assert [path.name for path in (tmp_path / "uit").iterdir()] == ["ssd_uitkeringen_GM0153.xlsx"]

    def test_a_feed_that_does_not_exist_is_told_with_those_that_do(self, home: Path, tmp_path: Path):
        done = dwh(home, "quarantaine", "ssd/uitkering", "--naar", str(tmp_path / "uit"))
        assert done.exit_code == 1
        assert "gidso/maatregelen, ssd/uitkeringen" in done.output
        assert not (tmp_path / "uit").exists()

    def test_a_set_of_an_older_version_is_told_so(self, home: Path, tmp_path: Path):
        with duckdb.connect(str(home / "published" / "marts.duckdb")) as con:
            con.execute("DROP TABLE kwaliteit.mart_quarantaine")
        done = dwh(home, "quarantaine", "--naar", str(tmp_path / "uit"))
        assert done.exit_code == 1
        assert "oudere versie" in done.output

    def test_where_nothing_is_published_it_says_what_to_do_first(self, tmp_path: Path):
        done = dwh(tmp_path, "quarantaine")
        assert done.exit_code == 1
        assert "make nightly" in done.output


class TestLoadThatStopsBeforeItBegins:
    @pytest.mark.parametrize(
        ("fault", "told"),
        [
            (ContractFout(["ssd/uitkeringen.yml: Kolom x bestaat niet."]), "Kolom x bestaat niet."),
            (RuntimeError("Testnaam 990000042"), "een onverwachte fout (RuntimeError)"),
        ],
    )
    def test_it_is_told_of_and_still_stops(
        self, tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
    ):
        httpserver.expect_request("/haak").respond_with_data("aangenomen")

        def stop(_settings: Settings) -> None:
            raise fault

        monkeypatch.setattr(nightly, "_run", stop)
        with surroundings(tmp_path, DWH_SIGNAAL=f"json://127.0.0.1:{httpserver.port}/haak"), pytest.raises(type(fault)):
            nightly.run_nightly(Settings.from_env())
        (message,) = [json.loads(request.data)["message"] for request, _ in httpserver.log]
        assert told in message
        assert "Testnaam" not in message
